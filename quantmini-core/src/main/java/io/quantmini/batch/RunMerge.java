package io.quantmini.batch;

import java.util.List;
import java.util.PriorityQueue;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** The merge itself: fills one batch after the other, in runs of as many rows as come before the next row of any other input. */
final class RunMerge implements AutoCloseable {
    private final List<MergeInput> inputs;
    private final PriorityQueue<MergeInput> due;
    private final Schema schema;
    private byte[] lastKey = new byte[0];
    private long lastTime = Long.MIN_VALUE;

    private RunMerge(List<MergeInput> inputs, PriorityQueue<MergeInput> due, Schema schema) {
        this.inputs = inputs;
        this.due = due;
        this.schema = schema;
    }

    /** Opens the first input, for the schema; what is open is closed on failure. */
    static RunMerge open(List<MergeInput> inputs) {
        try {
            PriorityQueue<MergeInput> due = new PriorityQueue<>(inputs);
            MergeInput first = due.remove();
            Schema schema = first.open();
            if (first.hasRow()) {
                due.add(first);
            }
            return new RunMerge(inputs, due, schema);
        } catch (RuntimeException e) {
            RuntimeException closing = closeAll(inputs);
            if (closing != null) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    Schema schema() {
        return schema;
    }

    /** Fills a batch with the next rows, at most so many. Returns how many there were; none at the end. */
    int fill(RowCopy batch, int most) {
        int rows = 0;
        while (!due.isEmpty() && rows < most) {
            MergeInput next = due.remove();
            if (!next.isOpen()) {
                open(next);
            } else {
                int run = next.endOfRun(due.peek()) - next.row();
                if (rows == 0) {
                    batch.begin(run);
                }
                take(next, Math.min(run, most - rows), batch);
                rows = batch.rows();
            }
            if (next.hasRow()) {
                due.add(next);
            }
        }
        if (rows > 0) {
            batch.finish();
        }
        return rows;
    }

    @Override
    public void close() {
        due.clear();
        RuntimeException failure = closeAll(inputs);
        if (failure != null) {
            throw failure;
        }
    }

    private void open(MergeInput input) {
        Schema opened = input.open();
        if (!opened.getFields().equals(schema.getFields())) {
            throw new IllegalArgumentException(
                    "[merge] input " + input.index() + ": expected columns " + schema + ", got " + opened);
        }
    }

    private void take(MergeInput input, int run, RowCopy batch) {
        if (input.compareTo(lastKey, lastTime) < 0) {
            throw new IllegalArgumentException("[merge] input " + input.index()
                    + ": expected rows sorted by key, then time, got " + MergeInput.text(input.key(0)) + " at "
                    + input.time(0) + " after " + MergeInput.text(lastKey) + " at " + lastTime);
        }
        lastKey = input.key(run - 1);
        lastTime = input.time(run - 1);
        batch.append(input.rows(), input.row(), run);
        input.skip(run);
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
