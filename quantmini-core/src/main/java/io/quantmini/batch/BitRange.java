package io.quantmini.batch;

import org.apache.arrow.memory.ArrowBuf;

/** Ranges of bits in Arrow's order, the lowest bit of a byte first. */
final class BitRange {
    private BitRange() {}

    /** Copies {@code count} bits and leaves the bits around them in {@code target} as they are. */
    static void copy(ArrowBuf source, long from, ArrowBuf target, long to, int count) {
        int done = 0;
        while (done < count && ((to + done) & 7) != 0) {
            copyBit(source, from + done, target, to + done);
            done++;
        }
        int shift = (int) ((from + done) & 7);
        while (count - done >= 8) {
            long first = (from + done) >> 3;
            int bits = Byte.toUnsignedInt(source.getByte(first)) >>> shift;
            if (shift != 0) {
                bits |= source.getByte(first + 1) << (8 - shift);
            }
            target.setByte((to + done) >> 3, bits);
            done += 8;
        }
        while (done < count) {
            copyBit(source, from + done, target, to + done);
            done++;
        }
    }

    private static void copyBit(ArrowBuf source, long from, ArrowBuf target, long to) {
        int bit = (source.getByte(from >> 3) >> (from & 7)) & 1;
        int mask = 1 << (to & 7);
        int old = target.getByte(to >> 3);
        target.setByte(to >> 3, bit == 0 ? old & ~mask : old | mask);
    }
}
