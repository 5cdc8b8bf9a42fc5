package io.quantmini.storage.internal.page;

/** Values side by side at a fixed width, from the lowest bit of the first byte on. */
final class BitPacking {
    private BitPacking() {}

    /** Least bits that hold every value from 0 to {@code max}. */
    static int width(int max) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(max);
    }

    /** Packs {@code values[from, to)} and as many zeros as fill the last group of eight. */
    static void pack(int[] values, int from, int to, int width, PageBytes out) {
        int bytes = (to - from + 7) / 8 * width;
        int at = out.size();
        out.extend(bytes + Long.BYTES); // room for whole words
        long word = 0;
        int bits = 0;
        for (int i = from; i < to; i++) {
            word |= (long) values[i] << bits;
            bits += width;
            if (bits >= Integer.SIZE) {
                out.setInt(at, (int) word);
                at += Integer.BYTES;
                word >>>= Integer.SIZE;
                bits -= Integer.SIZE;
            }
        }
        finish(out, at, word);
    }

    /** Packs {@code values[from, to)}, a multiple of eight values of up to 64 bits. */
    static void pack(long[] values, int from, int to, int width, PageBytes out) {
        int bytes = (to - from) / 8 * width;
        int at = out.size();
        out.extend(bytes + Long.BYTES);
        int low = Math.min(width, Integer.SIZE);
        int high = width - low;
        long word = 0;
        int bits = 0;
        for (int i = from; i < to; i++) {
            word |= (values[i] & 0xffff_ffffL) << bits;
            bits += low;
            if (bits >= Integer.SIZE) {
                out.setInt(at, (int) word);
                at += Integer.BYTES;
                word >>>= Integer.SIZE;
                bits -= Integer.SIZE;
            }
            if (high > 0) {
                word |= (values[i] >>> Integer.SIZE) << bits;
                bits += high;
                if (bits >= Integer.SIZE) {
                    out.setInt(at, (int) word);
                    at += Integer.BYTES;
                    word >>>= Integer.SIZE;
                    bits -= Integer.SIZE;
                }
            }
        }
        finish(out, at, word);
    }

    /** Writes the last word and the zeros after it, and gives back the room beyond. */
    private static void finish(PageBytes out, int at, long word) {
        int end = out.size() - Long.BYTES;
        out.setLong(at, word);
        out.zero(at + Long.BYTES, end);
        out.truncate(end);
    }
}
