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
    private static final int MAX_LENGTH_EXTRA = 5;
    private static final int DISTANCES = 30;

    private static final int ONE_LITERAL = 1 << 6;
    private static final int NEVER_FITS = 63;
    private static final int SECOND_BITS = LITERAL_BITS - 1;

    // RFC 1951, section 3.2.5
    private static final short[] LENGTH_BASE = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258
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

    private final int[] literalStarts = new int[MAX_LITERAL_SYMBOLS];
    private final int[] distanceStarts = new int[MAX_DISTANCE_SYMBOLS];

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

    /**
     * Makes the tables from the codes. A table of n + 1 bits is twice the table of n bits, plus the entries that use all of
     * them; so each entry is written once and the rest is copying.
     */
    void tabulate() {
        reverse(literalCode, literalStarts);
        literals[0] = SPECIAL | UNRESOLVED << 8;
        for (int bits = 1; bits <= LITERAL_BITS; bits++) {
            System.arraycopy(literals, 0, literals, 1 << (bits - 1), 1 << (bits - 1));
            lengths(bits);
            shortSymbols(bits);
            if (bits == SECOND_BITS) {
                seconds();
            }
        }
        pairs();
        tabulateDistances();
    }

    /** Entries for the literals, and what has no better one, whose codes have {@code width} bits. */
    private void shortSymbols(int width) {
        for (int i = literalCode.symbolsTo(width - 1); i < literalCode.symbolsTo(width); i++) {
            int symbol = literalCode.symbol(i);
            if (symbol < END_OF_BLOCK) {
                literals[literalStarts[i]] = width | ONE_LITERAL | symbol << 8;
            } else if (!isLength(symbol) || width + lengthExtra(symbol) > LITERAL_BITS) {
                literals[literalStarts[i]] = SPECIAL | symbol << 8 | width;
            }
        }
    }

    /** Entries for the lengths whose codes and extra bits are {@code bits} together. */
    private void lengths(int bits) {
        for (int extra = 0; extra <= MAX_LENGTH_EXTRA && extra < bits; extra++) {
            int width = bits - extra;
            for (int i = literalCode.symbolsTo(width - 1); i < literalCode.symbolsTo(width); i++) {
                int symbol = literalCode.symbol(i);
                if (isLength(symbol) && lengthExtra(symbol) == extra) {
                    int entry = bits | lengthBase(symbol) << 16 | MATCH;
                    for (int value = 0; value < 1 << extra; value++) {
                        literals[literalStarts[i] | value << width] = entry + (value << 16);
                    }
                }
            }
        }
    }

    /** Takes the table as it is, of single symbols, for what may follow a literal. */
    private void seconds() {
        for (int i = 0; i < seconds.length; i++) {
            int entry = literals[i];
            int literal = (entry & 0xff) | (entry & 0xff00) << 8;
            int second = (entry & MATCH) != 0 ? entry : literal;
            seconds[i] = entry < 0 ? NEVER_FITS : second;
        }
    }

    /** Adds to each literal whatever is whole in the bits that are left of its index. */
    private void pairs() {
        int[] table = literals;
        int[] next = seconds;
        for (int width = 1; width < LITERAL_BITS; width++) {
            int left = LITERAL_BITS - width;
            for (int i = literalCode.symbolsTo(width - 1); i < literalCode.symbolsTo(width); i++) {
                if (literalCode.symbol(i) < END_OF_BLOCK) {
                    int start = literalStarts[i];
                    int first = table[start];
                    for (int k = 0; k < 1 << left; k++) {
                        int second = next[k];
                        table[start + (k << width)] = first + ((second & NEVER_FITS) <= left ? second : 0);
                    }
                }
            }
        }
    }

    private void tabulateDistances() {
        reverse(distanceCode, distanceStarts);
        distances[0] = 0;
        for (int bits = 1; bits <= DISTANCE_BITS; bits++) {
            System.arraycopy(distances, 0, distances, 1 << (bits - 1), 1 << (bits - 1));
            for (int i = distanceCode.symbolsTo(bits - 1); i < distanceCode.symbolsTo(bits); i++) {
                distances[distanceStarts[i]] = distanceEntry(distanceCode.symbol(i), bits);
            }
        }
    }

    /** The codes in order, their first bit lowest. */
    private static void reverse(HuffmanCode code, int[] starts) {
        int next = 0;
        for (int width = 1; width <= HuffmanCode.MAX_WIDTH; width++, next <<= 1) {
            for (int i = code.symbolsTo(width - 1); i < code.symbolsTo(width); i++) {
                starts[i] = Integer.reverse(next++) >>> (32 - width);
            }
        }
    }

    private static int distanceEntry(int symbol, int width) {
        if (!isDistance(symbol)) {
            return 0;
        }
        int extra = distanceExtra(symbol);
        return (width + extra) | width << 6 | extra << 12 | distanceBase(symbol) << 17;
    }
}
