package io.quantmini.storage.internal.page;

import org.apache.arrow.memory.ArrowBuf;

/** Arrow's bit a row: set where there is a value. */
final class Validity {
    private Validity() {}

    /** Set bits from {@code from} to {@code to}; a buffer of no bytes stands for all set. */
    static int count(ArrowBuf bits, int from, int to) {
        if (bits.capacity() == 0) {
            return to - from;
        }
        int count = 0;
        int row = from;
        while (row < to) {
            int inByte = row % Byte.SIZE;
            int at = row / Byte.SIZE;
            boolean word = bits.capacity() - at >= Long.BYTES;
            int rows = Math.min((word ? Long.SIZE : Byte.SIZE) - inByte, to - row);
            long some = (word ? bits.getLong(at) : bits.getByte(at)) >>> inByte;
            count += Long.bitCount(some & -1L >>> (Long.SIZE - rows));
            row += rows;
        }
        return count;
    }

    /** 1 where the row has a value, else 0. */
    static int bit(ArrowBuf bits, int row) {
        return (bits.getByte(row / Byte.SIZE) >> (row % Byte.SIZE)) & 1;
    }
}
