package io.quantmini.features.internal;

import io.quantmini.QuantminiException;
import io.quantmini.batch.BatchStream;
import io.quantmini.feature.BarFields;
import io.quantmini.feature.Definition;
import io.quantmini.feature.FeatureException;
import io.quantmini.feature.FeatureSet;
import io.quantmini.feature.NullReason;
import io.quantmini.features.internal.BlockComputation.Layout;
import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import io.quantmini.stage.FeatureRequest;
import io.quantmini.stage.FeatureStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The answer of the vectorised engine: blocks of whole symbols, read by the caller's thread, computed side by side, given in
 * order. Owns what it reads from.
 */
public final class VectorizedStream implements FeatureStream {
    /** With a run of 500 rows more, floats and their validity just fit what Arrow allocates: powers of two. */
    private static final int BLOCK_ROWS = 15_360;

    private final FeatureRequest request;
    private final Schema schema;
    private final BufferAllocator allocator;
    private final int threads;
    private final FeatureProgram program;
    private final Layout layout;
    private final SeriesSource source;
    private final @Nullable RowReader reader;
    private final ExecutorService workers;
    private final Deque<CompletableFuture<Work>> pending = new ArrayDeque<>();
    private final Deque<Work> free = new ArrayDeque<>();
    private final List<Work> all = new ArrayList<>();
    private final Map<NullReason, Long> nulls = new EnumMap<>(NullReason.class);
    private @Nullable Work lent;
    private boolean ended;

    private VectorizedStream(FeatureRequest request, BufferAllocator allocator, FeatureProgram program, Opened opened) {
        this.request = request;
        this.schema = request.columns();
        this.allocator = allocator;
        this.threads = request.resources().threads();
        this.program = program;
        this.layout = layout(request);
        this.source = opened.source();
        this.reader = opened.reader();
        this.workers = Executors.newFixedThreadPool(threads, VectorizedStream::daemon);
    }

    private record Opened(SeriesSource source, @Nullable RowReader reader) {}

    /** A block and what is made of it. */
    private record Work(RowBlock block, BlockOutput output, BlockComputation computation) {}

    /** Whether all features of a set can be computed; a {@link FeatureException} points at what cannot. */
    public static void check(FeatureSet set, Dataset dataset) {
        set.check(dataset);
        List<Definition> definitions = Definition.features(List.of(set));
        FeatureProgram.of(definitions, new Leaves(dataset, CrossSections.of(definitions)));
    }

    /** Opens the request's bars; the caller closes the stream. */
    public static VectorizedStream open(FeatureRequest request, BufferAllocator allocator) {
        List<Definition> definitions = request.definitions();
        CrossSections cross = CrossSections.of(definitions);
        FeatureProgram program = FeatureProgram.of(definitions, new Leaves(request.dataset(), cross));
        return new VectorizedStream(request, allocator, program, bars(request, cross, allocator));
    }

    private static Layout layout(FeatureRequest request) {
        boolean options = request.dataset().isOptions();
        return new Layout(
                BarSchema.bronze(request.dataset()).getFields().size(),
                options ? -1 : StockColumns.FACTOR,
                options ? OptionSeries.GAP : -1,
                request.definitions().stream()
                        .map(definition -> new Layout.Reach(definition.lookback(), definition.lookahead()))
                        .toList());
    }

    private static Opened bars(FeatureRequest request, CrossSections cross, BufferAllocator allocator) {
        boolean options = request.dataset().isOptions();
        SeriesSource source = options ? options(request, allocator) : stocks(request, cross, allocator);
        if (request.bars().isEmpty()) {
            return new Opened(source, null);
        }
        BatchStream rows = request.bars().open(List.of(), Set.of(), allocator);
        return new Opened(source, new RowReader(rows, request.dataset(), BLOCK_ROWS));
    }

    private static SeriesSource stocks(FeatureRequest request, CrossSections cross, BufferAllocator allocator) {
        StockIdentities identities = StockIdentities.read(request, allocator);
        if (!request.bars().isEmpty()) {
            cross.restrict(Members.of(request));
            new CrossPass(request, identities, cross).run(allocator);
        }
        return new StockSeries(request.dataset(), Sessions.of(request), identities, cross);
    }

    private static SeriesSource options(FeatureRequest request, BufferAllocator allocator) {
        Set<String> fields = new HashSet<>();
        request.definitions().forEach(definition -> fields.addAll(definition.fields()));
        Sessions sessions = Sessions.of(request);
        boolean chains = fields.contains(BarFields.CHAIN_CALL_VOLUME) || fields.contains(BarFields.CHAIN_PUT_VOLUME);
        Underlyings underlyings =
                fields.contains(BarFields.UNDERLYING_CLOSE) ? Underlyings.read(request, sessions, allocator) : null;
        return new OptionSeries(request, sessions, underlyings, chains);
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public boolean advance() {
        if (lent != null) {
            free.add(lent);
            lent = null;
        }
        while (true) {
            submit();
            CompletableFuture<Work> next = pending.poll();
            if (next == null) {
                return false;
            }
            Work done = join(next);
            if (done.output().rows() > 0) {
                lent = done;
                done.output().nulls().forEach((reason, count) -> nulls.merge(reason, count, Long::sum));
                return true;
            }
            free.add(done);
        }
    }

    @Override
    public VectorSchemaRoot batch() {
        if (lent == null) {
            throw new IllegalStateException("[features] expected a current batch, got none; call advance() first");
        }
        return lent.output().root();
    }

    @Override
    public Map<NullReason, Long> nulls() {
        return Collections.unmodifiableMap(nulls);
    }

    @Override
    public void close() {
        lent = null;
        ended = true;
        while (!pending.isEmpty()) {
            CompletableFuture<Work> next = pending.remove();
            next.exceptionally(failure -> null).join();
        }
        workers.shutdown();
        all.forEach(work -> work.output().close());
        all.clear();
        if (reader != null) {
            reader.close();
        }
    }

    /** Reads ahead as far as there is somebody to compute. */
    private void submit() {
        while (!ended && reader != null && pending.size() <= threads) {
            Work work = free.isEmpty() ? work() : free.remove();
            work.block().clear();
            if (!read(reader, work)) {
                ended = true;
                free.add(work);
                return;
            }
            pending.add(CompletableFuture.supplyAsync(
                    () -> {
                        work.computation().compute(work.block(), work.output());
                        return work;
                    },
                    workers));
        }
    }

    /** Reads a block and makes room for its output: here, as memory that one thread allocates is used again, and stays small. */
    private boolean read(RowReader from, Work work) {
        try {
            if (!from.next(work.block())) {
                return false;
            }
            work.output().begin(work.block().rows());
            return true;
        } catch (RuntimeException e) {
            throw failure(e);
        }
    }

    private Work work() {
        Work work = new Work(
                RowBlock.of(request.dataset()),
                new BlockOutput(schema, layout.firstFeature(), allocator),
                new BlockComputation(program, source, schema, layout));
        all.add(work);
        return work;
    }

    private Work join(CompletableFuture<Work> next) {
        try {
            return next.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw failure(e.getCause() instanceof RuntimeException cause ? cause : e);
        }
    }

    private RuntimeException failure(RuntimeException cause) {
        if (cause instanceof QuantminiException) {
            return cause;
        }
        return FeatureException.of(
                FeatureSet.names(request.sets()),
                "cannot compute over " + request.dataset() + ": " + cause.getMessage(),
                cause);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "quantmini-features");
        thread.setDaemon(true);
        return thread;
    }
}
