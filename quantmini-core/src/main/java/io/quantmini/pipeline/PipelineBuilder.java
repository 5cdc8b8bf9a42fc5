package io.quantmini.pipeline;

import io.quantmini.QuantminiContext;
import io.quantmini.feature.FeatureSelection;
import io.quantmini.lake.Lake;
import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import io.quantmini.stage.Downloader;
import io.quantmini.stage.FeatureEngine;
import io.quantmini.stage.Ingestor;
import io.quantmini.stage.PartitionReader;
import io.quantmini.stage.PartitionWriter;
import io.quantmini.stage.QlibBinaryWriter;
import io.quantmini.stage.TableStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says what a pipeline shall do. Stages that are not asked for do not run: without {@link #source} nothing is downloaded
 * or ingested, without {@link #features} there is no silver, without {@link #gold()} no Qlib data. Implementations not
 * given are chosen from those on the class path; {@link Pipeline#plan()} tells which and why. Not thread-safe.
 */
public final class PipelineBuilder {
    private final QuantminiContext context;
    private final Lake lake;
    private final Map<Class<?>, Object> given = new LinkedHashMap<>();
    private final Map<Class<?>, String> ids = new LinkedHashMap<>();
    private @Nullable FlatFiles source;
    private List<Dataset> datasets = Dataset.shipped();
    private @Nullable SessionRange sessions;
    private @Nullable FeatureSelection features;
    private @Nullable GoldSelection gold;
    private Settle settle;
    private ProgressListener progress = ProgressListener.NONE;

    /** A pipeline into a lake; {@code Quantmini.pipeline()} makes one with the program's own. */
    public PipelineBuilder(QuantminiContext context, Lake lake) {
        this.context = context;
        this.lake = lake;
        this.settle = context.config().settle();
    }

    /** Where flat files come from. */
    public PipelineBuilder source(FlatFiles files) {
        this.source = files;
        return this;
    }

    /** Which datasets, in the order given; by default all four that ship. */
    public PipelineBuilder datasets(Dataset... wanted) {
        if (wanted.length == 0) {
            throw new IllegalArgumentException("[pipeline] expected at least one dataset, got none");
        }
        this.datasets = List.of(wanted);
        return this;
    }

    /** Which sessions to download and ingest; null, the default, for all the source has. */
    public PipelineBuilder sessions(@Nullable SessionRange range) {
        this.sessions = range;
        return this;
    }

    /** Computes these features into silver, over all bronze. */
    public PipelineBuilder features(FeatureSelection selection) {
        this.features = selection;
        return this;
    }

    /** Writes silver as Qlib data directories of the default fields. */
    public PipelineBuilder gold() {
        return gold(GoldSelection.defaults());
    }

    /** Writes silver as Qlib data directories that hold what is selected. */
    public PipelineBuilder gold(GoldSelection selection) {
        this.gold = selection;
        return this;
    }

    /** When sessions are merged into the settled layout; by default as configured. */
    public PipelineBuilder settle(Settle when) {
        this.settle = when;
        return this;
    }

    /** Hears of every step. */
    public PipelineBuilder progress(ProgressListener listener) {
        this.progress = listener;
        return this;
    }

    /** Uses the provider of that id for a stage, such as {@code provider(Ingestor.class, "streaming")}. */
    public PipelineBuilder provider(Class<?> stage, String id) {
        if (!Stages.isStage(stage)) {
            throw new IllegalArgumentException("[pipeline] expected the interface of a stage, got " + stage.getName());
        }
        ids.put(stage, id);
        return this;
    }

    /** Uses this one; the program closes it. */
    public PipelineBuilder downloader(Downloader instance) {
        return give(Downloader.class, instance);
    }

    /** Uses this one. Admission's rules and accounts apply to it as to any other. */
    public PipelineBuilder ingestor(Ingestor instance) {
        return give(Ingestor.class, instance);
    }

    /** Uses this one. */
    public PipelineBuilder partitionWriter(PartitionWriter instance) {
        return give(PartitionWriter.class, instance);
    }

    /** Uses this one. */
    public PipelineBuilder partitionReader(PartitionReader instance) {
        return give(PartitionReader.class, instance);
    }

    /** Uses this one. */
    public PipelineBuilder tableStore(TableStore instance) {
        return give(TableStore.class, instance);
    }

    /** Uses this one; the program closes it if it must be closed. */
    public PipelineBuilder featureEngine(FeatureEngine instance) {
        return give(FeatureEngine.class, instance);
    }

    /** Uses this one. */
    public PipelineBuilder qlibWriter(QlibBinaryWriter instance) {
        return give(QlibBinaryWriter.class, instance);
    }

    /** The pipeline; it may be planned and run any number of times. */
    public Pipeline build() {
        return new Pipeline(
                context,
                lake,
                new PipelineSpec(source, datasets, sessions, features, gold, settle),
                new Pipeline.Choices(given, ids),
                progress);
    }

    /** What {@link #run()} would do. */
    public PipelinePlan plan() {
        return build().plan();
    }

    /** Builds and runs the pipeline once. */
    public PipelineReport run() {
        return build().run();
    }

    private PipelineBuilder give(Class<?> stage, Object instance) {
        given.put(stage, instance);
        return this;
    }
}
