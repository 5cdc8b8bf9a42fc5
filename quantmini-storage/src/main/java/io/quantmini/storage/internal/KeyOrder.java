package io.quantmini.storage.internal;

import java.nio.charset.StandardCharsets;
import org.apache.arrow.memory.util.ByteFunctionHelpers;
import org.apache.arrow.vector.VarCharVector;

/** Compares each key with the one of the row before it, by bytes, across batches. */
final class KeyOrder {
    private byte[] last = new byte[0];

    /** Positive when the row comes before the one that it follows, zero when their keys are equal. */
    int compareWithPrevious(VarCharVector keys, int row) {
        if (row == 0) {
            return -ByteFunctionHelpers.compare(
                    keys.getDataBuffer(), keys.getStartOffset(0), keys.getEndOffset(0), last, 0, last.length);
        }
        return ByteFunctionHelpers.compare(
                keys.getDataBuffer(),
                keys.getStartOffset(row - 1),
                keys.getEndOffset(row - 1),
                keys.getDataBuffer(),
                keys.getStartOffset(row),
                keys.getEndOffset(row));
    }

    /** The key before that of the row. */
    String previous(VarCharVector keys, int row) {
        return new String(row == 0 ? last : keys.get(row - 1), StandardCharsets.UTF_8);
    }

    /** Ends a batch of that many rows, at least one. */
    void endBatch(VarCharVector keys, int rows) {
        last = keys.get(rows - 1);
    }
}
