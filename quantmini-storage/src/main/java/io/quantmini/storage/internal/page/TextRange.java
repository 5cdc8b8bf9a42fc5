package io.quantmini.storage.internal.page;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.VarCharVector;

/** The texts of a range of rows, copied to the heap, where neighbours are compared a word at a time. Used by one thread. */
public final class TextRange {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Text {@code i} ends where text {@code i + 1} starts; a word may be read at the end of the last. */
    private byte[] bytes = new byte[Long.BYTES];

    private int[] starts = new int[1];
    private int rows;

    /** Takes the texts of rows {@code from} to {@code to}, at least one, in place of those before. */
    public void load(VarCharVector vector, int from, int to) {
        rows = to - from;
        if (starts.length <= rows) {
            starts = new int[Math.max(rows + 1, 2 * starts.length)];
        }
        view(vector.getOffsetBuffer(), (long) from * Integer.BYTES, (rows + 1) * Integer.BYTES)
                .asIntBuffer()
                .get(starts, 0, rows + 1);
        int base = starts[0];
        for (int i = 0; i <= rows; i++) {
            starts[i] -= base;
        }
        int length = starts[rows];
        if (bytes.length < length + Long.BYTES) {
            bytes = new byte[Math.max(length + Long.BYTES, 2 * bytes.length)];
        }
        vector.getDataBuffer().getBytes(base, bytes, 0, length);
    }

    /** How many texts there are. */
    public int rows() {
        return rows;
    }

    /** What {@link #start} and {@link #end} point into. */
    public byte[] bytes() {
        return bytes;
    }

    /** First byte of a text. */
    public int start(int row) {
        return starts[row];
    }

    /** First byte after a text. */
    public int end(int row) {
        return starts[row + 1];
    }

    /** First row after {@code row} whose text differs from its own, or {@link #rows}. */
    public int endOfRun(int row) {
        int start = starts[row];
        int length = starts[row + 1] - start;
        int next = row + 1;
        while (next < rows && starts[next + 1] - starts[next] == length && equal(starts[next], start, length)) {
            next++;
        }
        return next;
    }

    /** A copy of a text. */
    public byte[] get(int row) {
        return Arrays.copyOfRange(bytes, starts[row], starts[row + 1]);
    }

    private boolean equal(int one, int other, int length) {
        int at = 0;
        while (length - at > Long.BYTES) {
            if (word(one + at) != word(other + at)) {
                return false;
            }
            at += Long.BYTES;
        }
        // of the last word, the bytes of the text are the low ones; shifting by 64, for none, shifts by 0
        int unused = (Long.BYTES - (length - at)) * Byte.SIZE;
        return length == at || (word(one + at) ^ word(other + at)) << unused == 0;
    }

    private long word(int at) {
        return (long) WORDS.get(bytes, at);
    }

    private static ByteBuffer view(ArrowBuf buffer, long at, int length) {
        return buffer.nioBuffer(at, length).slice().order(ByteOrder.LITTLE_ENDIAN);
    }
}
