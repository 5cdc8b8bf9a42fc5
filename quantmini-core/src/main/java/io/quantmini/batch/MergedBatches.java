package io.quantmini.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
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
 * each other are open one by one. Rows are copied in runs: as many as come before the next row of any other input. Batches
 * have at most 65,536 rows. An input that is out of order from one run to the next is an error. Owns its inputs. Used by
 * one thread.
 */
public final class MergedBatches implements BatchStream {
    private static final int BATCH_ROWS = 65_536;

    private final List<MergeInput> inputs;
    private final PriorityQueue<MergeInput> due;
    private final VectorSchemaRoot output;
    private final RowCopy copy;
    private byte[] lastKey = new byte[0];
    private long lastTime = Long.MIN_VALUE;
    private boolean current;

    private MergedBatches(List<MergeInput> inputs, PriorityQueue<MergeInput> due, VectorSchemaRoot output) {
        this.inputs = inputs;
        this.due = due;
        this.output = output;
        this.copy = new RowCopy(output);
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
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("[merge] expected at least one input, got none");
        }
        List<MergeInput> all = new ArrayList<>();
        for (Input input : inputs) {
            all.add(new MergeInput(all.size(), input, keyColumn));
        }
        try {
            PriorityQueue<MergeInput> due = new PriorityQueue<>(all);
            MergeInput first = due.remove();
            Schema schema = first.open();
            if (first.hasRow()) {
                due.add(first);
            }
            return new MergedBatches(all, due, VectorSchemaRoot.create(schema, allocator));
        } catch (RuntimeException e) {
            throw closeAfter(all, e);
        }
    }

    @Override
    public Schema schema() {
        return output.getSchema();
    }

    @Override
    public boolean advance() {
        current = false;
        boolean empty = true;
        while (!due.isEmpty() && (empty || copy.rows() < BATCH_ROWS)) {
            MergeInput next = due.remove();
            if (!next.isOpen()) {
                open(next);
            } else {
                MergeInput rival = due.peek();
                int run = next.endOfRun(rival) - next.row();
                if (empty) {
                    copy.begin(run);
                    empty = false;
                }
                take(next, Math.min(run, BATCH_ROWS - copy.rows()));
            }
            if (next.hasRow()) {
                due.add(next);
            }
        }
        if (empty) {
            output.clear();
            return false;
        }
        copy.finish();
        current = true;
        return true;
    }

    @Override
    public VectorSchemaRoot batch() {
        if (!current) {
            throw new IllegalStateException("[merge] expected a current batch, got none; call advance() first");
        }
        return output;
    }

    @Override
    public void close() {
        current = false;
        due.clear();
        output.close();
        RuntimeException failure = closeAll(inputs);
        if (failure != null) {
            throw failure;
        }
    }

    private void open(MergeInput input) {
        Schema schema = input.open();
        if (!schema.getFields().equals(schema().getFields())) {
            throw new IllegalArgumentException(
                    "[merge] input " + input.index() + ": expected columns " + schema() + ", got " + schema);
        }
    }

    private void take(MergeInput input, int run) {
        if (input.compareTo(lastKey, lastTime) < 0) {
            throw new IllegalArgumentException("[merge] input " + input.index()
                    + ": expected rows sorted by key, then time, got " + MergeInput.text(input.key(0)) + " at "
                    + input.time(0) + " after " + MergeInput.text(lastKey) + " at " + lastTime);
        }
        lastKey = input.key(run - 1);
        lastTime = input.time(run - 1);
        copy.append(input.rows(), input.row(), run);
        input.skip(run);
    }

    private static RuntimeException closeAfter(List<MergeInput> inputs, RuntimeException failure) {
        RuntimeException closing = closeAll(inputs);
        if (closing != null) {
            failure.addSuppressed(closing);
        }
        return failure;
    }

    private static @Nullable RuntimeException closeAll(List<MergeInput> inputs) {
        RuntimeException failure = null;
        for (MergeInput input : inputs) {
            try {
                input.close();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        return failure;
    }
}
