package io.quantmini.admission;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import org.apache.arrow.vector.VarCharVector;

/** A text column that is filled row after row, in place. */
final class TextColumn {
    private final VarCharVector vector;
    private final ByteBuffer bytes;
    private final IntBuffer offsets;
    private final int[] shifted = new int[CandidateBlock.MAX_ROWS];
    private byte[] scratch = new byte[64];

    /** The vector must be allocated, and is never to grow. */
    TextColumn(VarCharVector vector) {
        this.vector = vector;
        this.bytes = CandidateColumns.view(vector.getDataBuffer());
        this.offsets = CandidateColumns.view(vector.getOffsetBuffer()).asIntBuffer();
        offsets.put(0, 0);
    }

    /** Sets the rows from {@code row} on, the one after the last that was set, to the texts {@code [from, to)}. */
    void put(int row, TextRows source, int from, int to) {
        int[] starts = source.starts();
        int at = offsets.get(row);
        bytes.put(at, source.bytes(), starts[from], starts[to] - starts[from]);
        int shift = at - starts[from];
        for (int i = from; i < to; i++) {
            shifted[i - from] = starts[i + 1] + shift;
        }
        offsets.put(row + 1, shifted, 0, to - from);
    }

    /** Bytes that can be put after {@code row} rows. */
    int room(int row) {
        return bytes.capacity() - offsets.get(row);
    }

    /** Negative, zero or positive as the text of {@code row} comes before, equals or comes after another. */
    int compare(int row, TextRows texts, int other) {
        int at = offsets.get(row);
        int length = offsets.get(row + 1) - at;
        if (scratch.length < length) {
            scratch = new byte[length];
        }
        bytes.get(at, scratch, 0, length);
        int start = texts.start(other);
        return Arrays.compareUnsigned(scratch, 0, length, texts.bytes(), start, start + texts.length(other));
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
