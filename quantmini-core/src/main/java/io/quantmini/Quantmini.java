package io.quantmini;

import io.quantmini.batch.BatchStream;
import io.quantmini.batch.CollectedRows;
import io.quantmini.config.ConfigLoader;
import io.quantmini.config.QuantminiConfig;
import io.quantmini.feature.FeatureSet;
import io.quantmini.integrity.LakeValidation;
import io.quantmini.integrity.ValidationReport;
import io.quantmini.integrity.ValidationRequest;
import io.quantmini.lake.Lake;
import io.quantmini.lake.Layer;
import io.quantmini.lake.LedgerEntry;
import io.quantmini.market.Dataset;
import io.quantmini.market.ReferenceData;
import io.quantmini.market.SessionRange;
import io.quantmini.pipeline.CompactionReport;
import io.quantmini.pipeline.CompactionRequest;
import io.quantmini.pipeline.FeaturePreview;
import io.quantmini.pipeline.FlatFileDownload;
import io.quantmini.pipeline.GoldSelection;
import io.quantmini.pipeline.GoldValidation;
import io.quantmini.pipeline.PartitionCompactor;
import io.quantmini.pipeline.PipelineBuilder;
import io.quantmini.pipeline.PipelineReport;
import io.quantmini.pipeline.ProgressListener;
import io.quantmini.pipeline.ReferenceImport;
import io.quantmini.pipeline.ReferenceTable;
import io.quantmini.spi.QueryEngineProvider;
import io.quantmini.spi.internal.Providers;
import io.quantmini.stage.BarKeys;
import io.quantmini.stage.BarQuery;
import io.quantmini.stage.QlibInspection;
import io.quantmini.stage.QueryEngine;
import io.quantmini.stage.QueryPlan;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A lake, opened: pipelines into it and questions to it. Opening takes no lock and writes nothing; only a running pipeline
 * does. Close what it gave (streams, cursors) before it. Safe for use by several threads.
 *
 * <pre>{@code
 * try (Quantmini qm = Quantmini.open(Path.of("lake"))) {
 *     qm.pipeline().source(FlatFiles.directory(files)).features(FeatureSets.base()).gold().run();
 * }
 * }</pre>
 */
public final class Quantmini implements AutoCloseable {
    private static final int MOST_ROWS = 1_000_000;

    private final QuantminiContext context;
    private final Lake lake;
    private @Nullable QueryEngine engine;

    private Quantmini(QuantminiContext context, Lake lake) {
        this.context = context;
        this.lake = lake;
    }

    /** The lake in that directory, made on first write, with settings from files and the environment. */
    public static Quantmini open(Path lake) {
        return open(ConfigLoader.of(System.getenv()).read().dataRoot(lake).build());
    }

    /**
     * The lake of a configuration.
     *
     * @throws QuantminiException when the directory cannot be a lake, or the JVM lacks a flag; nothing stays allocated
     */
    public static Quantmini open(QuantminiConfig config) {
        Lake lake = Lake.at(config.dataRoot());
        return new Quantmini(QuantminiContext.open(config), lake);
    }

    /** A pipeline into this lake. */
    public PipelineBuilder pipeline() {
        return new PipelineBuilder(context, lake);
    }

    /**
     * Fetches what the object store has of these datasets and landing has not, newest sessions first and in each the smallest
     * file first, several at once. Nothing is ingested. Takes landing's lock. A file that cannot be had whole does not keep the
     * others from being fetched.
     *
     * @param range null for all the store has
     * @return a stage report a dataset; as files, those that failed; as findings, which sessions are pending, missing or not
     *     part of the subscription
     * @throws QuantminiException when the store cannot be asked at all or refuses the credentials, a file cannot be written, or
     *     somebody else downloads; what was fetched before stays
     */
    public PipelineReport download(List<Dataset> datasets, @Nullable SessionRange range, ProgressListener progress) {
        return download(
                new FlatFileDownload.Wanted(datasets, range), new FlatFileDownload.How(Optional.empty(), progress));
    }

    /** As {@link #download(List, SessionRange, ProgressListener)}, with a downloader of the program's own where one is given. */
    public PipelineReport download(FlatFileDownload.Wanted wanted, FlatFileDownload.How how) {
        return FlatFileDownload.run(context, lake, wanted, how);
    }

    /** Bars of these tickers, exact and case-sensitive. */
    public BarSelection bars(String... tickers) {
        return bars(new BarKeys(BarKeys.Kind.TICKERS, List.of(tickers)));
    }

    /** Bars of these. */
    public BarSelection bars(BarKeys keys) {
        return new BarSelection(this, keys);
    }

    /** The answer to a typed question in the program's allocator; the caller closes the stream. */
    public BatchStream bars(BarQuery query) {
        return queryEngine().bars(query, context.allocator());
    }

    /** How a typed question would be answered; reads no bars. */
    public QueryPlan explain(BarQuery query) {
        return queryEngine().explain(query);
    }

    /** How a statement would be answered; reads no rows. */
    public QueryPlan explain(String select, Object... parameters) {
        return queryEngine().explain(select, Arrays.asList(parameters));
    }

    /**
     * The rows of one SELECT over the views {@code bronze.<dataset>} and {@code silver.<dataset>}; the caller closes the
     * stream.
     *
     * @param parameters values of the statement's {@code ?}, in order
     * @throws QuantminiException when the statement is anything but one SELECT over the lake; when the asking thread is
     *     interrupted, before the answer or while it is read
     */
    public BatchStream sql(String select, Object... parameters) {
        return queryEngine().sql(select, Arrays.asList(parameters), context.allocator());
    }

    /**
     * As {@link #sql}, the whole answer at once; asked again by itself when a commit takes away what it has not read.
     *
     * @throws ResourceLimitException when there are more than a million rows
     * @throws io.quantmini.lake.ConcurrentCommitException when that happened ten times in a row
     */
    public CollectedRows rows(String select, Object... parameters) {
        return CollectedRows.of(() -> sql(select, parameters), MOST_ROWS);
    }

    /** Names of the feature sets that the newest unit of the dataset's silver holds; none where there is no silver. */
    public List<String> featureSets(Dataset dataset) {
        List<String> names = List.of();
        for (LedgerEntry unit : lake.catalog().units()) {
            String stamp = unit.set();
            if (stamp != null && unit.layer() == Layer.SILVER && unit.dataset().equals(dataset.name())) {
                names = FeatureSet.namesIn(stamp);
            }
        }
        return names;
    }

    /** Computes these sets over bronze as it is, and writes nothing. */
    public FeaturePreview preview(Dataset dataset, List<FeatureSet> sets) {
        return new FeaturePreview(context, lake, dataset, sets);
    }

    /**
     * Replaces the lake's reference tables (ticker events, splits, dividends, and the securities that follow) by the data, and
     * users' rows in {@code landing/external/securities.csv}. What depends on them is computed again by the next pipeline with
     * features.
     *
     * @return what was left out or does not fit together
     */
    public List<String> importReference(ReferenceData data) {
        return importReference(before -> data, List.of());
    }

    /**
     * As {@link #importReference(ReferenceData)}, with data that follow from what the lake has, and other tables beside them.
     *
     * @param change gets what the lake has, without findings, and gives what it is to have; called once, under the lake's
     *     writer lock
     * @param others written after the change
     * @throws QuantminiException when somebody else writes
     */
    public List<String> importReference(UnaryOperator<ReferenceData> change, List<ReferenceTable> others) {
        return ReferenceImport.run(context, lake, change, others);
    }

    /**
     * Whether the lake is what its ledger says: bronze and silver, as deep as asked for. Takes no lock and changes nothing.
     *
     * @return all that is wrong; findings are never thrown
     */
    public ValidationReport validate(ValidationRequest request) {
        return LakeValidation.run(context, lake, request);
    }

    /**
     * Whether the Qlib directories below {@code gold} are what their form and silver say: those of the request's datasets,
     * or all that are there, of the default fields. Takes no lock and changes nothing.
     *
     * @return a report a directory, in the order of the datasets; findings are never thrown
     * @throws IllegalArgumentException when a dataset asked for can have no Qlib directory
     */
    public List<QlibInspection> validateGold(ValidationRequest request) {
        return validateGold(request, GoldSelection.defaults());
    }

    /** As {@link #validateGold(ValidationRequest)}, of directories that hold what is selected. */
    public List<QlibInspection> validateGold(ValidationRequest request, GoldSelection selection) {
        return GoldValidation.run(context, lake, request, selection);
    }

    /**
     * Merges the files of bronze partitions that have several into one each; what is merged already stays. Takes the lake's
     * writer lock.
     *
     * @throws QuantminiException when somebody else writes, or the merged rows are not those that were merged; nothing of the
     *     month at fault is then changed
     */
    public CompactionReport compact(CompactionRequest request) {
        return PartitionCompactor.run(context, lake, request);
    }

    public Lake lake() {
        return lake;
    }

    public QuantminiContext context() {
        return context;
    }

    @Override
    public synchronized void close() {
        try {
            if (engine != null) {
                engine.close();
                engine = null;
            }
        } finally {
            context.close();
        }
    }

    synchronized QueryEngine queryEngine() {
        QueryEngine open = engine;
        if (open == null) {
            open = Providers.of(QueryEngineProvider.class, "quantmini-query")
                    .choose(null, context.profile())
                    .provider()
                    .create(context)
                    .apply(lake);
            engine = open;
        }
        return open;
    }
}
