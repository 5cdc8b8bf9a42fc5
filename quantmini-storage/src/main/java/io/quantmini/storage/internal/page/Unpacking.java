package io.quantmini.storage.internal.page;

import java.util.Arrays;

/** What {@link BitPacking}, {@link RunLengths}, {@link DeltaBinaryPacked} and {@link FixedEncoder} write, read back. */
final class Unpacking {
    private static final int MAX_BLOCK = 1 << 20;

    private Unpacking() {}

    /** Indexes or levels of at most {@code width} bits, in repeated runs and bit-packed groups of eight. */
    static void runs(PageInput in, int width, int[] out, int count) {
        if (width > Integer.SIZE) {
            throw new IllegalArgumentException("expected at most 32 bits a value in a page, got " + width);
        }
        int done = 0;
        while (done < count) {
            long header = in.readVarint();
            long length = header >>> 1;
            if ((header & 1) == 0) {
                int value = littleEndian(in, (width + 7) / Byte.SIZE);
                int end = (int) Math.min(count, done + length);
                Arrays.fill(out, done, end, value);
                done = end;
            } else {
                int start = in.skip(Math.multiplyExact(length, width));
                int end = (int) Math.min(count, done + length * Byte.SIZE);
                bits(in, start, width, out, done, end);
                done = end;
            }
            if (length == 0) {
                throw new IllegalArgumentException("expected runs of at least one value in a page");
            }
        }
    }

    /** Differences in blocks of miniblocks; 32-bit values wrap at 32 bits. */
    static void deltas(PageInput in, boolean is32Bits, long[] out, int count) {
        long blockSize = in.readVarint();
        long miniblocks = in.readVarint();
        long total = in.readVarint();
        long value = in.readZigzag();
        if (blockSize <= 0 || blockSize > MAX_BLOCK || miniblocks <= 0 || miniblocks > blockSize || total < count) {
            throw new IllegalArgumentException("expected " + count + " values in blocks, got " + total
                    + " in blocks of " + blockSize + " with " + miniblocks + " miniblocks");
        }
        int perMiniblock = (int) (blockSize / miniblocks);
        if (count > 0) {
            out[0] = value;
        }
        int done = 1;
        while (done < count) {
            long least = in.readZigzag();
            int widths = in.skip(miniblocks);
            for (int mini = 0; mini < miniblocks && done < count; mini++) {
                int width = in.array()[widths + mini] & 0xff;
                int start = in.skip((long) perMiniblock * width / Byte.SIZE);
                int end = Math.min(count, done + perMiniblock);
                for (int i = done; i < end; i++) {
                    long delta = least + bits(in, start, (long) (i - done) * width, width);
                    value += delta;
                    value = is32Bits ? (int) value : value;
                    out[i] = value;
                }
                done = end;
            }
        }
    }

    /** Byte {@code b} of value {@code i} is byte {@code i} of stream {@code b}. */
    static void split(PageInput in, FixedKind kind, long[] out, int count) {
        int start = in.skip((long) count * kind.bytes());
        byte[] bytes = in.array();
        Arrays.fill(out, 0, count, 0);
        for (int stream = 0; stream < kind.bytes(); stream++) {
            int shift = stream * Byte.SIZE;
            int from = start + stream * count;
            for (int i = 0; i < count; i++) {
                out[i] |= (bytes[from + i] & 0xffL) << shift;
            }
        }
    }

    private static void bits(PageInput in, int start, int width, int[] out, int from, int to) {
        long mask = (1L << width) - 1;
        long bit = 0;
        for (int i = from; i < to; i++) {
            out[i] = (int) (in.word(start + (int) (bit >>> 3)) >>> (bit & 7) & mask);
            bit += width;
        }
    }

    /** A value of up to 64 bits that starts so many bits after a byte. */
    private static long bits(PageInput in, int start, long bit, int width) {
        if (width == 0) {
            return 0;
        }
        int at = start + (int) (bit >>> 3);
        int shift = (int) (bit & 7);
        long value = in.word(at) >>> shift;
        if (shift + width > Long.SIZE) {
            value |= in.word(at + Long.BYTES) << (Long.SIZE - shift);
        }
        return width == Long.SIZE ? value : value & ((1L << width) - 1);
    }

    private static int littleEndian(PageInput in, int bytes) {
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= in.readByte() << (i * Byte.SIZE);
        }
        return value;
    }
}
