package io.quantmini.batch;

import org.apache.arrow.memory.ArrowBuf;

/** Ranges of bits in Arrow's order, the lowest bit of a byte first. */
final class BitRange {
    private BitRange() {}

    /** Bits that lie in one word, wherever in its first byte they begin. */
    private static final int SOME = Long.SIZE - Byte.SIZE;

    /** Copies {@code count} bits and leaves the bits around them in {@code target} as they are. */
    static void copy(ArrowBuf source, long from, ArrowBuf target, long to, int count) {
        int done = 0;
        while (count - done > 0) {
            int some = Math.min(count - done, SOME);
            if (hasWord(source, from + done) && hasWord(target, to + done)) {
                copyWord(source, from + done, target, to + done, some);
            } else {
                some = 1;
                copyBit(source, from + done, target, to + done);
            }
            done += some;
        }
    }

    private static boolean hasWord(ArrowBuf bits, long at) {
        return bits.capacity() - (at >> 3) >= Long.BYTES;
    }

    private static void copyWord(ArrowBuf source, long from, ArrowBuf target, long to, int count) {
        long bits = (source.getLong(from >> 3) >>> (from & 7)) << (to & 7);
        long mask = (-1L >>> (Long.SIZE - count)) << (to & 7);
        long old = target.getLong(to >> 3);
        target.setLong(to >> 3, (old & ~mask) | (bits & mask));
    }

    private static void copyBit(ArrowBuf source, long from, ArrowBuf target, long to) {
        int bit = (source.getByte(from >> 3) >> (from & 7)) & 1;
        int mask = 1 << (to & 7);
        int old = target.getByte(to >> 3);
        target.setByte(to >> 3, bit == 0 ? old & ~mask : old | mask);
    }
}
