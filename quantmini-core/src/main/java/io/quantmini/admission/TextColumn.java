package io.quantmini.admission;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import org.apache.arrow.vector.VarCharVector;

/** A text column that is filled row after row, in place. */
final class TextColumn {
    private final VarCharVector vector;
    private final ByteBuffer bytes;
    private final IntBuffer offsets;

    /** The vector must be allocated, and is never to grow. */
    TextColumn(VarCharVector vector) {
        this.vector = vector;
        this.bytes = TickerText.view(vector.getDataBuffer());
        this.offsets = TickerText.view(vector.getOffsetBuffer()).asIntBuffer();
        offsets.put(0, 0);
    }

    /** Sets the text of {@code row}, the one after the last that was set. */
    void put(int row, ByteBuffer source, int from, int length) {
        int at = offsets.get(row);
        bytes.put(at, source, from, length);
        offsets.put(row + 1, at + length);
    }

    /** Bytes that can be put after {@code row} rows. */
    int room(int row) {
        return bytes.capacity() - offsets.get(row);
    }

    /** Makes {@code row} the first row. */
    void moveToFirst(int row) {
        int from = offsets.get(row);
        int length = offsets.get(row + 1) - from;
        bytes.put(0, bytes.slice(from, length), 0, length);
        offsets.put(1, length);
    }

    /** Tells the vector how many values it holds. */
    void seal(int rows) {
        vector.setLastSet(rows - 1);
    }
}
