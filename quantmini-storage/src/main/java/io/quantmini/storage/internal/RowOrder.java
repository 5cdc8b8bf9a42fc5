package io.quantmini.storage.internal;

import java.nio.charset.StandardCharsets;

/** Sees that rows come by key bytes, then time, across batches. */
final class RowOrder {
    private final Unit unit;
    private byte[] lastKey = new byte[0];
    private long lastTime = Long.MIN_VALUE;

    RowOrder(Unit unit) {
        this.unit = unit;
    }

    /** Checks a batch, of at least one row, against itself and the rows before it. */
    void check(KeyRuns batch) {
        int row = 0;
        while (row < batch.rows()) {
            int order = row == 0 ? batch.compareKey(0, lastKey) : batch.compareKeys(row, row - 1);
            if (order < 0) {
                throw outOfOrder(batch, row);
            }
            int end = batch.endOfRun(row);
            checkTimes(batch, row, end, order == 0 ? lastTime : Long.MIN_VALUE);
            row = end;
        }
        lastKey = batch.key(row - 1);
        lastTime = batch.times()[row - 1];
    }

    private void checkTimes(KeyRuns batch, int from, int to, long before) {
        long[] times = batch.times();
        long last = before;
        for (int row = from; row < to; row++) {
            if (times[row] < last) {
                throw outOfOrder(batch, row);
            }
            last = times[row];
        }
    }

    private RuntimeException outOfOrder(KeyRuns batch, int row) {
        String before = row == 0
                ? text(lastKey) + " at " + lastTime
                : text(batch.key(row - 1)) + " at " + batch.times()[row - 1];
        return unit.fault(
                text(batch.key(row)),
                "expected rows by key, then time, got " + batch.times()[row] + " after " + before,
                null);
    }

    private static String text(byte[] key) {
        return new String(key, StandardCharsets.UTF_8);
    }
}
