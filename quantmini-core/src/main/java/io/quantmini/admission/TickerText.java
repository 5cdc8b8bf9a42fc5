package io.quantmini.admission;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.VarCharVector;

/** The text of a ticker column, read in place; compared as unsigned bytes, the order of UTF-8. */
final class TickerText {
    private final ByteBuffer bytes;
    private final IntBuffer offsets;

    TickerText(VarCharVector vector) {
        bytes = view(vector.getDataBuffer());
        offsets = view(vector.getOffsetBuffer()).asIntBuffer();
    }

    static ByteBuffer view(ArrowBuf buffer) {
        return buffer.nioBuffer(0, Math.toIntExact(buffer.capacity())).order(ByteOrder.LITTLE_ENDIAN);
    }

    ByteBuffer bytes() {
        return bytes;
    }

    IntBuffer offsets() {
        return offsets;
    }

    int from(int row) {
        return offsets.get(row);
    }

    int length(int row) {
        return offsets.get(row + 1) - offsets.get(row);
    }

    /** Negative, zero or positive as the ticker of {@code row} comes before, equals or comes after the other. */
    int compare(int row, TickerText other, int otherRow) {
        int a = from(row);
        int b = other.from(otherRow);
        int length = length(row);
        int otherLength = other.length(otherRow);
        int shared = Math.min(length, otherLength);
        for (int i = 0; i < shared; i++) {
            byte left = bytes.get(a + i);
            byte right = other.bytes.get(b + i);
            if (left != right) {
                return Byte.compareUnsigned(left, right);
            }
        }
        return Integer.compare(length, otherLength);
    }

    /** Copies a ticker into {@code scratch}, or into a larger array when it does not fit; gives the array used. */
    byte[] copy(int row, byte[] scratch) {
        int length = length(row);
        byte[] target = scratch.length >= length ? scratch : Arrays.copyOf(scratch, length);
        bytes.get(from(row), target, 0, length);
        return target;
    }
}
