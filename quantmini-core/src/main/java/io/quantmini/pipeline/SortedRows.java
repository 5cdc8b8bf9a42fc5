package io.quantmini.pipeline;

import io.quantmini.batch.BatchStream;
import org.apache.arrow.memory.util.ByteFunctionHelpers;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;

/**
 * Walks the rows of a stream that is sorted by its first column, which is text. Columns are asked for by position.
 * Allocates nothing per row but what {@link #text} gives. Does not own the stream.
 */
final class SortedRows {
    private final BatchStream stream;
    private @Nullable VarCharVector keys;
    private byte @Nullable [] key;
    private int row = -1;
    private int count;
    private boolean startsKey;

    SortedRows(BatchStream stream) {
        this.stream = stream;
    }

    /** Moves to the next row; false when there is none. */
    boolean next() {
        row++;
        if (row >= count) {
            if (!stream.advance()) {
                return false;
            }
            keys = (VarCharVector) stream.batch().getVector(0);
            count = stream.batch().getRowCount();
            row = 0;
        }
        startsKey = isOtherKey();
        return true;
    }

    /** Whether the key of this row is another one than that of the row before. */
    boolean startsKey() {
        return startsKey;
    }

    byte[] text(int column) {
        return ((VarCharVector) stream.batch().getVector(column)).get(row);
    }

    double number(int column) {
        return ((Float8Vector) stream.batch().getVector(column)).get(row);
    }

    int integer(int column) {
        return ((IntVector) stream.batch().getVector(column)).get(row);
    }

    /** Days since 1970-01-01. */
    int day(int column) {
        return ((DateDayVector) stream.batch().getVector(column)).get(row);
    }

    private boolean isOtherKey() {
        VarCharVector column = keys;
        if (column == null) {
            throw new IllegalStateException("[rows] expected a current row, got none");
        }
        byte[] before = key;
        int start = column.getStartOffset(row);
        int end = column.getEndOffset(row);
        if (before != null
                && ByteFunctionHelpers.compare(column.getDataBuffer(), start, end, before, 0, before.length) == 0) {
            return false;
        }
        key = column.get(row);
        return true;
    }
}
