package io.quantmini.ingest.inflate;

import java.util.Arrays;

/**
 * The two codes of a compressed block, and the tables that decode their common part in one step.
 *
 * <p>An entry of {@code literals}, found by the next {@link #LITERAL_BITS} bits, stands for one or two literals, for a match
 * length with its extra bits, or for a literal and such a length:
 *
 * <pre>
 * bit 0-5    bits used
 * bit 6-7    literals
 * bit 8-15   the first literal
 * bit 16-23  the second literal, or
 * bit 16-24  the length
 * bit 25     there is a length
 * bit 31     none of this: bit 0-5 is the width of the code, bit 8-16 the symbol or {@link #UNRESOLVED}
 * </pre>
 *
 * <p>An entry of {@code distances}, found by the next {@link #DISTANCE_BITS} bits; 0 for a code that is longer or none:
 *
 * <pre>
 * bit 0-5    bits used, extra bits included
 * bit 6-11   width of the code
 * bit 12-16  extra bits
 * bit 17-31  distance without them
 * </pre>
 */
final class BlockCodes {
    static final int LITERAL_BITS = 12;
    static final int DISTANCE_BITS = 10;

    static final int MATCH = 1 << 25;
    static final int SPECIAL = 1 << 31;
    static final int UNRESOLVED = 0x1ff;

    static final int END_OF_BLOCK = 256;
    static final int MAX_LITERAL_SYMBOLS = 288;
    static final int MAX_DISTANCE_SYMBOLS = 32;

    private static final int FIRST_LENGTH = 257;
    private static final int LENGTHS = 29;
    private static final int DISTANCES = 30;

    private static final int ONE_LITERAL = 1 << 6;
    private static final int NEVER_FITS = 63;
    private static final int SECOND_BITS = LITERAL_BITS - 1;

    // RFC 1951, section 3.2.5
    private static final short[] LENGTH_BASE = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258
    };
    private static final byte[] LENGTH_EXTRA = {
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
    };

    final HuffmanCode literalCode = new HuffmanCode(MAX_LITERAL_SYMBOLS);
    final HuffmanCode distanceCode = new HuffmanCode(MAX_DISTANCE_SYMBOLS);
    final int[] literals = new int[1 << LITERAL_BITS];
    final int[] distances = new int[1 << DISTANCE_BITS];

    /** Entries for what follows a literal, by the bits after it; the second literal already in its place. */
    private final int[] seconds = new int[1 << SECOND_BITS];

    /** The codes of blocks that bring none (RFC 1951, section 3.2.6). */
    static BlockCodes fixed() {
        byte[] widths = new byte[MAX_LITERAL_SYMBOLS + MAX_DISTANCE_SYMBOLS];
        Arrays.fill(widths, 0, 144, (byte) 8);
        Arrays.fill(widths, 144, 256, (byte) 9);
        Arrays.fill(widths, 256, 280, (byte) 7);
        Arrays.fill(widths, 280, MAX_LITERAL_SYMBOLS, (byte) 8);
        Arrays.fill(widths, MAX_LITERAL_SYMBOLS, widths.length, (byte) 5);
        BlockCodes codes = new BlockCodes();
        codes.literalCode.set(widths, 0, MAX_LITERAL_SYMBOLS);
        codes.distanceCode.set(widths, MAX_LITERAL_SYMBOLS, MAX_DISTANCE_SYMBOLS);
        codes.tabulate();
        return codes;
    }

    static boolean isLength(int symbol) {
        return symbol >= FIRST_LENGTH && symbol < FIRST_LENGTH + LENGTHS;
    }

    static int lengthBase(int symbol) {
        return LENGTH_BASE[symbol - FIRST_LENGTH];
    }

    static int lengthExtra(int symbol) {
        return LENGTH_EXTRA[symbol - FIRST_LENGTH];
    }

    static boolean isDistance(int symbol) {
        return symbol < DISTANCES;
    }

    static int distanceBase(int symbol) {
        return symbol < 2 ? symbol + 1 : ((2 + (symbol & 1)) << distanceExtra(symbol)) + 1;
    }

    static int distanceExtra(int symbol) {
        return Math.max(0, (symbol >> 1) - 1);
    }

    /** The entry for a distance code of any width; 0 if the bits start none. */
    int distance(long bits) {
        int found = distanceCode.find(bits);
        return found == HuffmanCode.NONE ? 0 : distanceEntry(found >>> 4, found & 15);
    }

    /** Makes the tables from the codes. */
    void tabulate() {
        Arrays.fill(seconds, NEVER_FITS);
        Arrays.fill(literals, SPECIAL | UNRESOLVED << 8);
        Arrays.fill(distances, 0);
        secondSymbols();
        firstSymbols();
        int code = 0;
        int index = 0;
        for (int width = 1; width <= DISTANCE_BITS; width++, code <<= 1) {
            for (int left = distanceCode.count(width); left > 0; left--, code++) {
                int entry = distanceEntry(distanceCode.symbol(index++), width);
                repeat(distances, reversed(code, width), width, entry);
            }
        }
    }

    private void secondSymbols() {
        int code = 0;
        int index = 0;
        for (int width = 1; width <= SECOND_BITS; width++, code <<= 1) {
            for (int left = literalCode.count(width); left > 0; left--, code++) {
                int symbol = literalCode.symbol(index++);
                int start = reversed(code, width);
                if (symbol < END_OF_BLOCK) {
                    repeat(seconds, start, width, width | ONE_LITERAL | symbol << 16);
                } else if (isLength(symbol) && width + lengthExtra(symbol) <= SECOND_BITS) {
                    repeatLengths(seconds, start, width, symbol);
                }
            }
        }
    }

    private void firstSymbols() {
        int code = 0;
        int index = 0;
        for (int width = 1; width <= LITERAL_BITS; width++, code <<= 1) {
            for (int left = literalCode.count(width); left > 0; left--, code++) {
                int symbol = literalCode.symbol(index++);
                int start = reversed(code, width);
                if (symbol < END_OF_BLOCK) {
                    withSeconds(start, width, width | ONE_LITERAL | symbol << 8);
                } else if (isLength(symbol) && width + lengthExtra(symbol) <= LITERAL_BITS) {
                    repeatLengths(literals, start, width, symbol);
                } else {
                    repeat(literals, start, width, SPECIAL | symbol << 8 | width);
                }
            }
        }
    }

    /** A literal, with whatever is whole in the bits that are left of the index. */
    private void withSeconds(int start, int width, int first) {
        int[] table = literals;
        int[] next = seconds;
        int left = LITERAL_BITS - width;
        for (int i = 0; i < 1 << left; i++) {
            int second = next[i];
            table[start | i << width] = first + ((second & NEVER_FITS) <= left ? second : 0);
        }
    }

    private static void repeatLengths(int[] table, int start, int width, int symbol) {
        int extra = lengthExtra(symbol);
        for (int i = 0; i < 1 << extra; i++) {
            int entry = (width + extra) | (lengthBase(symbol) + i) << 16 | MATCH;
            repeat(table, start | i << width, width + extra, entry);
        }
    }

    private static void repeat(int[] table, int start, int width, int entry) {
        for (int i = start; i < table.length; i += 1 << width) {
            table[i] = entry;
        }
    }

    private static int distanceEntry(int symbol, int width) {
        if (!isDistance(symbol)) {
            return 0;
        }
        int extra = distanceExtra(symbol);
        return (width + extra) | width << 6 | extra << 12 | distanceBase(symbol) << 17;
    }

    private static int reversed(int code, int width) {
        return Integer.reverse(code) >>> (32 - width);
    }
}
