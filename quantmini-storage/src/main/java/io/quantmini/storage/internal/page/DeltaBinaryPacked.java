package io.quantmini.storage.internal.page;

/** DELTA_BINARY_PACKED: blocks of 128 differences in four miniblocks. Reuses its buffer. */
final class DeltaBinaryPacked {
    private static final int BLOCK = 128;
    private static final int MINIBLOCKS = 4;
    private static final int MINIBLOCK = BLOCK / MINIBLOCKS;

    private final long[] deltas = new long[BLOCK];

    /** Encodes the first {@code count} values; of 32-bit ones the differences wrap at 32 bits. */
    void encode(long[] values, int count, boolean is32Bits, PageBytes out) {
        out.putVarint(BLOCK);
        out.putVarint(MINIBLOCKS);
        out.putVarint(count);
        out.putZigzag(count == 0 ? 0 : values[0]);
        for (int i = 1; i < count; i += BLOCK) {
            block(values, i, Math.min(BLOCK, count - i), is32Bits, out);
        }
    }

    private void block(long[] values, int from, int count, boolean is32Bits, PageBytes out) {
        long min = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            long delta = values[from + i] - values[from + i - 1];
            delta = is32Bits ? (int) delta : delta;
            deltas[i] = delta;
            min = Math.min(min, delta);
        }
        long mask = is32Bits ? 0xffff_ffffL : -1L;
        for (int i = 0; i < BLOCK; i++) {
            deltas[i] = i < count ? (deltas[i] - min) & mask : 0;
        }
        out.putZigzag(min);
        int widths = out.extend(MINIBLOCKS);
        for (int mini = 0; mini < MINIBLOCKS; mini++) {
            int start = mini * MINIBLOCK;
            int width = start < count ? width(start) : 0;
            out.array()[widths + mini] = (byte) width;
            if (width > 0) {
                BitPacking.pack(deltas, start, start + MINIBLOCK, width, out);
            }
        }
    }

    private int width(int start) {
        long all = 0;
        for (int i = start; i < start + MINIBLOCK; i++) {
            all |= deltas[i];
        }
        return Long.SIZE - Long.numberOfLeadingZeros(all);
    }
}
