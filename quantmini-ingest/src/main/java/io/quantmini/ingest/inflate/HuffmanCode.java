package io.quantmini.ingest.inflate;

import java.util.Arrays;

/**
 * A canonical prefix code (RFC 1951, section 3.2.2): the symbols in order of their codes, and where the codes of each width
 * start. {@link #find} decodes any of them, slowly; the tables made from it decode the short ones at once.
 */
final class HuffmanCode {
    static final int MAX_WIDTH = 15;

    /** What {@link #find} gives for bits that start no code. */
    static final int NONE = -1;

    private final int[] counts = new int[MAX_WIDTH + 1];
    private final int[] firstSymbols = new int[MAX_WIDTH + 2];
    private final int[] ends = new int[MAX_WIDTH + 1];
    private final short[] symbols;
    private int longest;

    HuffmanCode(int maxSymbols) {
        symbols = new short[maxSymbols];
    }

    /**
     * Takes the widths of the codes of {@code count} symbols, 0 for a symbol without one.
     *
     * @return whether this is a code: not over-subscribed, and complete unless it has no code at all or one of width 1
     */
    boolean set(byte[] widths, int from, int count) {
        Arrays.fill(counts, 0);
        for (int i = 0; i < count; i++) {
            counts[widths[from + i]]++;
        }
        counts[0] = 0;
        int end = 0;
        longest = 0;
        for (int width = 1; width <= MAX_WIDTH; width++) {
            end += counts[width] << (MAX_WIDTH - width);
            ends[width] = end;
            firstSymbols[width + 1] = firstSymbols[width] + counts[width];
            longest = counts[width] > 0 ? width : longest;
        }
        boolean complete = end == 1 << MAX_WIDTH;
        if (!complete && (end > 1 << MAX_WIDTH || longest > 1)) {
            return false;
        }
        int[] places = firstSymbols.clone();
        for (int i = 0; i < count; i++) {
            int width = widths[from + i];
            if (width != 0) {
                symbols[places[width]++] = (short) i;
            }
        }
        return true;
    }

    boolean isEmpty() {
        return longest == 0;
    }

    /** How many symbols have a code. */
    int size() {
        return firstSymbols[MAX_WIDTH + 1];
    }

    /** The symbol whose code is {@code index}-th in order. */
    int symbol(int index) {
        return symbols[index];
    }

    /** The index after the last symbol whose code has {@code width} bits or fewer. */
    int symbolsTo(int width) {
        return firstSymbols[width + 1];
    }

    /** The symbol that {@code bits} start with, times 16, plus the width of its code; {@link #NONE} if there is none. */
    int find(long bits) {
        int code = Integer.reverse((int) bits) >>> (32 - MAX_WIDTH);
        for (int width = 1; width <= longest; width++) {
            if (code < ends[width]) {
                int fromEnd = (ends[width] - 1 - code) >>> (MAX_WIDTH - width);
                return symbols[firstSymbols[width + 1] - 1 - fromEnd] << 4 | width;
            }
        }
        return NONE;
    }
}
