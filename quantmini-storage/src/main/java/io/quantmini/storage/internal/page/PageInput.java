package io.quantmini.storage.internal.page;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;

/** The bytes of one page while it is decoded, from first to last; numbers are little-endian. A page that is too short is an error. */
final class PageInput {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** So that a word can be read at any byte, and one more byte after it. */
    private static final int SPARE = 2 * Long.BYTES;

    private byte[] array = new byte[SPARE];
    private int at;
    private int end;

    /** Takes a page in place of the one before. */
    void load(BytesInput bytes) throws IOException {
        ByteBuffer buffer = bytes.toByteBuffer(HeapByteBufferAllocator.getInstance(), unused -> {});
        end = buffer.remaining();
        if (array.length < end + SPARE) {
            array = new byte[Math.max(end + SPARE, 2 * array.length)];
        }
        buffer.get(array, 0, end);
        Arrays.fill(array, end, end + SPARE, (byte) 0);
        at = 0;
    }

    byte[] array() {
        return array;
    }

    int at() {
        return at;
    }

    /** Passes over bytes and gives where they start. */
    int skip(long bytes) {
        if (bytes < 0 || bytes > end - at) {
            throw new IllegalArgumentException("expected " + bytes + " more bytes in a page, got " + (end - at));
        }
        int start = at;
        at += (int) bytes;
        return start;
    }

    int readByte() {
        return array[skip(1)] & 0xff;
    }

    int readInt() {
        return (int) INT.get(array, skip(Integer.BYTES));
    }

    /** ULEB-128. */
    long readVarint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = readByte();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new IllegalArgumentException("expected a number of at most 64 bits in a page");
    }

    /** ULEB-128 of a zigzag number. */
    long readZigzag() {
        long value = readVarint();
        return (value >>> 1) ^ -(value & 1);
    }

    /** The word at a byte, which may reach beyond the page; zeros are there. */
    long word(int byteAt) {
        return (long) LONG.get(array, byteAt);
    }
}
