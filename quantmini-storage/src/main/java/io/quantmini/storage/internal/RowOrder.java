package io.quantmini.storage.internal;

import java.nio.charset.StandardCharsets;
import org.apache.arrow.vector.VarCharVector;

/** Sees that rows come by key bytes, then time, across batches. */
final class RowOrder {
    private final Unit unit;
    private final KeyOrder order = new KeyOrder();
    private long lastTime = Long.MIN_VALUE;

    RowOrder(Unit unit) {
        this.unit = unit;
    }

    /** Checks a batch against itself and the rows before it. */
    void check(BarColumns columns, int rows) {
        VarCharVector keys = columns.key();
        for (int i = 0; i < rows; i++) {
            long time = columns.time().get(i);
            int compared = order.compareWithPrevious(keys, i);
            if (compared > 0 || (compared == 0 && lastTime > time)) {
                throw unit.fault(
                        new String(keys.get(i), StandardCharsets.UTF_8),
                        "expected rows by key, then time, got " + time + " after " + order.previous(keys, i) + " at "
                                + lastTime,
                        null);
            }
            lastTime = time;
        }
        order.endBatch(keys, rows);
    }
}
