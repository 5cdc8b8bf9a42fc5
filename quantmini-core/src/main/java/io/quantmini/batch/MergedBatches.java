package io.quantmini.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Sorted streams as one sorted stream: by the bytes of the key column, unsigned, then {@code timestamp}; rows equal in
 * both come in the order of the inputs. Works on any columns as long as these two are among them, the same in every input.
 *
 * <p>An input is opened when its rows are first due, and closed after its last, so that ten thousand files that follow
 * each other are open one by one. Batches have at most 65,536 rows. When the first one is full, a thread of the merge makes
 * the next while one is looked at: inputs are used by one thread at a time, not always the same one. An input that is out of
 * order from one run to the next is an error. Owns its inputs. Used by one thread.
 */
public final class MergedBatches implements BatchStream {
    private static final int BATCH_ROWS = 65_536;

    private final RunMerge merge;
    private final BufferAllocator allocator;
    private final int batchRows;
    /** The batch that is lent, and from the second batch on the one in the making. */
    private final List<Output> outputs = new ArrayList<>();

    private int lent;
    private boolean current;
    private @Nullable ExecutorService maker;
    private @Nullable CompletableFuture<Integer> next;

    private MergedBatches(RunMerge merge, BufferAllocator allocator, int batchRows) {
        this.merge = merge;
        this.allocator = allocator;
        this.batchRows = batchRows;
        outputs.add(Output.of(merge.schema(), allocator));
    }

    /**
     * One input.
     *
     * @param smallestKey no row has a smaller key; null when that is not known, and then the input is opened before the first row is given
     * @param source opens the rows, each input at most once; the merge closes them
     */
    public record Input(@Nullable String smallestKey, Supplier<? extends BatchStream> source) {
        /** An input of which nothing is known. */
        public static Input of(Supplier<? extends BatchStream> source) {
            return new Input(null, source);
        }
    }

    /**
     * Merges at least one input. Opens the first of them, for the schema; what is open is closed on failure.
     *
     * @param keyColumn a text column that all inputs are sorted by
     * @param allocator of the batches
     */
    public static MergedBatches open(String keyColumn, List<Input> inputs, BufferAllocator allocator) {
        return open(keyColumn, inputs, allocator, BATCH_ROWS);
    }

    /** With batches of another size. */
    static MergedBatches open(String keyColumn, List<Input> inputs, BufferAllocator allocator, int batchRows) {
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("[merge] expected at least one input, got none");
        }
        List<MergeInput> all = new ArrayList<>();
        for (Input input : inputs) {
            all.add(new MergeInput(all.size(), input, keyColumn));
        }
        return new MergedBatches(RunMerge.open(all), allocator, batchRows);
    }

    @Override
    public Schema schema() {
        return merge.schema();
    }

    @Override
    public boolean advance() {
        current = false;
        int rows = next == null ? outputs.get(lent).fill(merge, batchRows) : taken(next);
        if (rows == batchRows) {
            makeNext();
        } else if (rows == 0) {
            outputs.forEach(output -> output.root.clear());
        }
        current = rows > 0;
        return current;
    }

    @Override
    public VectorSchemaRoot batch() {
        if (!current) {
            throw new IllegalStateException("[merge] expected a current batch, got none; call advance() first");
        }
        return outputs.get(lent).root;
    }

    @Override
    public void close() {
        current = false;
        if (next != null) {
            next.exceptionally(failure -> 0).join();
            next = null;
        }
        if (maker != null) {
            maker.shutdown();
        }
        try (merge) {
            outputs.forEach(output -> output.root.close());
        }
    }

    private int taken(CompletableFuture<Integer> made) {
        next = null;
        lent = 1 - lent;
        try {
            return made.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw e;
        }
    }

    private void makeNext() {
        ExecutorService thread = maker;
        if (thread == null) {
            outputs.add(Output.of(merge.schema(), allocator));
            thread = Executors.newSingleThreadExecutor(MergedBatches::daemon);
            maker = thread;
        }
        Output free = outputs.get(1 - lent);
        next = CompletableFuture.supplyAsync(() -> free.fill(merge, batchRows), thread);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "quantmini-merge");
        thread.setDaemon(true);
        return thread;
    }

    private record Output(VectorSchemaRoot root, RowCopy copy) {
        static Output of(Schema schema, BufferAllocator allocator) {
            VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator);
            return new Output(root, new RowCopy(root));
        }

        int fill(RunMerge merge, int rows) {
            return merge.fill(copy, rows);
        }
    }
}
