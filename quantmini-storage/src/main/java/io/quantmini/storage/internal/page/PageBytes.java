package io.quantmini.storage.internal.page;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes that grow at their end; numbers are little-endian. */
final class PageBytes {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int FIRST_CAPACITY = 1 << 10;

    private byte[] array = new byte[FIRST_CAPACITY];
    private int size;

    void clear() {
        size = 0;
    }

    /** Drops what was added after the first {@code newSize} bytes. */
    void truncate(int newSize) {
        size = newSize;
    }

    /** Zeros from {@code from} to {@code to}, if that is later. */
    void zero(int from, int to) {
        if (from < to) {
            Arrays.fill(array, from, to, (byte) 0);
        }
    }

    int size() {
        return size;
    }

    /** The bytes up to {@link #size()}; replaced when more are added. */
    byte[] array() {
        return array;
    }

    /** Makes room for {@code count} more bytes, gives where they start and counts them as added. */
    int extend(int count) {
        int start = size;
        reserve(count);
        size += count;
        return start;
    }

    /** Makes room for {@code count} more bytes. */
    void reserve(int count) {
        if (array.length - size < count) {
            array = Arrays.copyOf(array, Math.max(Math.addExact(size, count), (int) Math.min(2L * size, 1 << 30)));
        }
    }

    void putByte(int value) {
        reserve(1);
        array[size++] = (byte) value;
    }

    void putInt(int value) {
        setInt(extend(Integer.BYTES), value);
    }

    void setInt(int at, int value) {
        INT.set(array, at, value);
    }

    void setLong(int at, long value) {
        LONG.set(array, at, value);
    }

    void put(byte[] bytes, int from, int count) {
        int at = extend(count);
        System.arraycopy(bytes, from, array, at, count);
    }

    /** ULEB-128. */
    void putVarint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            putByte((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        putByte((int) rest);
    }

    /** Zigzag, then ULEB-128. */
    void putZigzag(long value) {
        putVarint((value << 1) ^ (value >> 63));
    }
}
