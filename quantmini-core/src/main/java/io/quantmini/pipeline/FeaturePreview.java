package io.quantmini.pipeline;

import io.quantmini.QuantminiContext;
import io.quantmini.batch.BatchStream;
import io.quantmini.feature.Definition;
import io.quantmini.feature.FeatureException;
import io.quantmini.feature.FeatureSet;
import io.quantmini.lake.Lake;
import io.quantmini.lake.Layer;
import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import io.quantmini.stage.FeatureEngine;
import io.quantmini.stage.FeatureRequest;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Says of which rows features shall be computed; then {@link #stream()} computes them, as a pipeline would, and writes
 * nothing. By default the newest session of all symbols, without labels. Not thread-safe.
 */
public final class FeaturePreview {
    private final QuantminiContext context;
    private final Lake lake;
    private final Dataset dataset;
    private final List<FeatureSet> sets;
    private Set<String> symbols = Set.of();
    private @Nullable SessionRange range;
    private @Nullable FeatureEngine engine;
    private boolean withLabels;

    /** A preview of a lake's features; {@code Quantmini.preview(...)} makes one with the program's own. */
    public FeaturePreview(QuantminiContext context, Lake lake, Dataset dataset, List<FeatureSet> sets) {
        FeatureSet.check(dataset, sets);
        this.context = context;
        this.lake = lake;
        this.dataset = dataset;
        this.sets = List.copyOf(sets);
    }

    /** Rows of these symbols or option tickers alone, exact and case-sensitive; none for all. Others still enter ranks. */
    public FeaturePreview symbols(String... wanted) {
        this.symbols = Set.of(wanted);
        return this;
    }

    /** Rows of these sessions; null, the default, for the newest alone. */
    public FeaturePreview sessions(@Nullable SessionRange wanted) {
        this.range = wanted;
        return this;
    }

    /**
     * The sets' labels, too, as columns after all features: of a row what a model is to learn from its features. Daily labels
     * look ahead over later sessions, minute labels over later bars of the same session, labels of daily options over later
     * bars of the contract, at most {@link FeatureSet#CONTRACT_REACH_SESSIONS} sessions. Null where those are not ingested yet;
     * the same call gives them once they are.
     */
    public FeaturePreview labels() {
        this.withLabels = true;
        return this;
    }

    /** Uses this one; the program closes it if it must be closed. */
    public FeaturePreview featureEngine(FeatureEngine instance) {
        this.engine = instance;
        return this;
    }

    /**
     * Silver's columns and, if asked for, the labels', sorted by symbol or ticker, then time, in the program's allocator; the
     * caller closes the stream.
     *
     * @throws FeatureException when a feature or label cannot be computed, labels are asked for and there are none, two
     *     columns have one name, or bronze has no such session
     */
    public BatchStream stream() {
        if (withLabels && Definition.labels(sets).isEmpty()) {
            throw FeatureException.of(
                    FeatureSet.names(sets), "cannot give labels: expected some, got none; define them under labels:");
        }
        Stages stages = new Stages(context, engine == null ? Map.of() : Map.of(FeatureEngine.class, engine), Map.of());
        BufferAllocator allocator = context.allocator().newChildAllocator("preview", 0, Long.MAX_VALUE);
        try {
            OpenLake open = new OpenLake(context, lake, stages);
            Reference reference = new ReferenceTables(lake, stages.tables(), allocator).read();
            SilverInputs inputs = new SilverInputs(open, dataset, sets, reference, reference.factors(open));
            FeatureRequest request = withLabels ? inputs.labelled(sessions()) : inputs.request(sessions());
            BatchStream rows = stages.features().compute(request, allocator);
            return new PreviewRows(rows, symbols, allocator, stages);
        } catch (RuntimeException | Error e) {
            try (stages;
                    allocator) {
                throw e;
            }
        }
    }

    private SortedSet<LocalDate> sessions() {
        TreeSet<LocalDate> sessions = new TreeSet<>(lake.catalog().sessions(dataset, Layer.BRONZE));
        sessions.removeIf(date -> !context.calendar().isSession(date));
        SessionRange wanted = range;
        if (wanted != null) {
            sessions.removeIf(date -> !wanted.contains(date));
        } else if (!sessions.isEmpty()) {
            sessions.retainAll(Set.of(sessions.last()));
        }
        if (sessions.isEmpty()) {
            throw FeatureException.of(
                    FeatureSet.names(sets),
                    "cannot compute over " + dataset + ": expected bronze of " + (wanted == null ? "a session" : wanted)
                            + ", got none; ingest it first");
        }
        return sessions;
    }
}
