package io.quantmini.storage.internal.page;

import java.util.Arrays;

/** The hybrid of repeated runs and bit-packed groups of eight, for dictionary indexes and definition levels. */
final class RunLengths {
    /** A shorter run costs more than the bits it saves. */
    private static final int MIN_RUN = 8;

    private RunLengths() {}

    /** Encodes the first {@code count} values, each of at most {@code width} bits. */
    static void encode(int[] values, int count, int width, PageBytes out) {
        int packed = 0;
        int i = 0;
        while (i < count) {
            int end = endOfRun(values, i, count);
            if (end - i >= MIN_RUN) {
                pack(values, packed, i, width, out);
                repeat(values[i], end - i, width, out);
                i = end;
                packed = end;
            } else {
                i = Math.min(i + 8, count);
            }
        }
        pack(values, packed, count, width, out);
    }

    /** Encodes one value {@code count} times. */
    static void encodeSame(int value, int count, int width, PageBytes out) {
        if (count >= MIN_RUN) {
            repeat(value, count, width, out);
        } else {
            int[] values = new int[count];
            Arrays.fill(values, value);
            pack(values, 0, count, width, out);
        }
    }

    private static int endOfRun(int[] values, int start, int count) {
        int value = values[start];
        int end = start + 1;
        while (end < count && values[end] == value) {
            end++;
        }
        return end;
    }

    private static void repeat(int value, int times, int width, PageBytes out) {
        out.putVarint((long) times << 1);
        for (int shift = 0; shift < width; shift += Byte.SIZE) {
            out.putByte(value >>> shift);
        }
    }

    private static void pack(int[] values, int from, int to, int width, PageBytes out) {
        if (from < to) {
            out.putVarint((((to - from + 7) / 8) << 1) | 1);
            BitPacking.pack(values, from, to, width, out);
        }
    }
}
