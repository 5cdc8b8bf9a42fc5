package io.quantmini.storage.internal;

import java.nio.charset.StandardCharsets;
import org.apache.arrow.memory.util.ByteFunctionHelpers;
import org.apache.arrow.vector.VarCharVector;

/** Sees that rows come by key bytes, then time, across batches. */
final class RowOrder {
    private final Unit unit;
    private byte[] lastKey = new byte[0];
    private long lastTime = Long.MIN_VALUE;

    RowOrder(Unit unit) {
        this.unit = unit;
    }

    /** Checks a batch against itself and the rows before it. */
    void check(BarColumns columns, int rows) {
        VarCharVector keys = columns.key();
        for (int i = 0; i < rows; i++) {
            long time = columns.time().get(i);
            int order = i == 0 ? compareWithLast(keys) : compareWithPrevious(keys, i);
            if (order > 0 || (order == 0 && lastTime > time)) {
                String before = text(i == 0 ? lastKey : keys.get(i - 1)) + " at " + lastTime;
                throw unit.fault(
                        text(keys.get(i)), "expected rows by key, then time, got " + time + " after " + before, null);
            }
            lastTime = time;
        }
        lastKey = keys.get(rows - 1);
    }

    /** Like {@link #compareWithPrevious}: positive when the row comes before the last one. */
    private int compareWithLast(VarCharVector keys) {
        return -ByteFunctionHelpers.compare(
                keys.getDataBuffer(), keys.getStartOffset(0), keys.getEndOffset(0), lastKey, 0, lastKey.length);
    }

    private static int compareWithPrevious(VarCharVector keys, int row) {
        return ByteFunctionHelpers.compare(
                keys.getDataBuffer(),
                keys.getStartOffset(row - 1),
                keys.getEndOffset(row - 1),
                keys.getDataBuffer(),
                keys.getStartOffset(row),
                keys.getEndOffset(row));
    }

    private static String text(byte[] key) {
        return new String(key, StandardCharsets.UTF_8);
    }
}
