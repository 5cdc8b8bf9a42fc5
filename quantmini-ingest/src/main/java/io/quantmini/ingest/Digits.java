package io.quantmini.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Numbers of up to seven characters, and the character after each, in one word of eight: the first in its lowest byte, every
 * digit as its value and every other character as something above nine. Digits are added up within the word: pairs first,
 * then fours, then all eight (W. Muła and D. Lemire, as in simdjson).
 *
 * <pre>{@code
 * long word = Digits.word(text, at);
 * long others = Digits.others(word);
 * int length = Digits.length(word, others);
 * int whole = Digits.before(others);
 * int faults = Digits.faults(word, whole, length, Digits.character(','));
 * double value = Digits.decimal(word, whole, length);      // if there are no faults
 * }</pre>
 *
 * <p>Faults say only that the text is of another shape: {@link DecimalParser} decides then whether it is a number.
 */
final class Digits {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long ZEROS = ONES * '0';

    /** Brings all from 10 on to the high bit. */
    private static final long ABOVE_NINE = ONES * (0x80 - 10);

    private static final int POINT = '.' ^ '0';

    /** By the number of digits before the point: what eight digits have to be divided by. */
    private static final double[] DIVISORS = {1e8, 1e7, 1e6, 1e5, 1e4, 1e3, 1e2, 1e1};

    private Digits() {}

    /** Eight characters as they are. */
    static long raw(byte[] text, int at) {
        return (long) LONG.get(text, at);
    }

    /** The word that starts at a place. */
    static long word(byte[] text, int at) {
        return raw(text, at) ^ ZEROS;
    }

    /** What a character is in a word. */
    static int character(int character) {
        return character ^ '0';
    }

    private static int character(long word, int place) {
        return (int) (word >>> (place << 3)) & 0xff;
    }

    /** The high bit of each byte that is no digit. */
    static long others(long word) {
        return ((word + ABOVE_NINE) | word) & HIGHS;
    }

    /** How many digits come before the first other character; 8 when there is none. */
    static int before(long others) {
        return Long.numberOfTrailingZeros(others) >>> 3;
    }

    /** How long a number is: to the first character that is no digit, or if that is a point to the second. */
    static int length(long word, long others) {
        int first = before(others);
        return character(word, first) == POINT ? before(others & (others - 1)) : first;
    }

    /** Not 0 unless there are digits, one point at most that is not the first character, and then that one. */
    static int faults(long word, int whole, int length, int end) {
        return (character(word, length) ^ end) | ((whole - 1) & Integer.MIN_VALUE);
    }

    /**
     * The value, correctly rounded: the digits, then zeros, are an exact number of eight digits, its divisor is exact, and
     * so the one rounding of the division is the right one.
     */
    static double decimal(long word, int whole, int length) {
        long number = word & ~(-1L << (length << 3));
        long fraction = -1L << (whole << 3);
        return eight((number & ~fraction) | ((number >>> 8) & fraction)) / DIVISORS[whole & 7];
    }

    /** The value of a number without a point. */
    static int integer(long word, int length) {
        return (int) eight(word << -(length << 3));
    }

    /** The value of a word of eight digits. */
    static long eight(long word) {
        long pairs = ((word * 2561) >>> 8) & 0x00ff00ff00ff00ffL;
        long fours = ((pairs * 6553601) >>> 16) & 0x0000ffff0000ffffL;
        return (fours * 42949672960001L) >>> 32;
    }
}
