package io.quantmini.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Numbers of up to seven characters, and the character after each, in one word of eight: the first in its lowest byte, every
 * digit as its value and every other character as something above. Found, checked and added up without a branch on what they
 * are: pairs of digits first, then fours, then all eight (W. Muła and D. Lemire, as in simdjson).
 *
 * <pre>{@code
 * long word = Digits.word(text, at);
 * long others = Digits.others(word);
 * long end = Digits.end(word, others);
 * long faults = Digits.faults(word, others, end, Digits.character(','));
 * double value = Digits.decimal(word, others, end);      // if there are no faults
 * at += Digits.length(end) + 1;
 * }</pre>
 *
 * <p>Faults say only that the text is of another shape: {@link DecimalParser} decides then whether it is a number.
 */
final class Digits {
    /** Characters of a time. */
    static final int TIME_LENGTH = 19;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long ZEROS = ONES * '0';

    /** Brings all from 10 on to the high bit. */
    private static final long ABOVE_NINE = ONES * (0x80 - 10);

    private static final int POINT = '.' ^ '0';
    private static final long SECOND_NANOS = 1_000_000_000L;

    /** By the number of digits before the point: what eight digits have to be divided by. */
    private static final double[] DIVISORS = {1e8, 1e7, 1e6, 1e5, 1e4, 1e3, 1e2, 1e1};

    private Digits() {}

    /** The word that starts at a place. */
    static long word(byte[] text, int at) {
        return (long) LONG.get(text, at) ^ ZEROS;
    }

    /** Eight characters as they are. */
    static long raw(byte[] text, int at) {
        return (long) LONG.get(text, at);
    }

    /** What a character is in a word. */
    static int character(int character) {
        return character ^ '0';
    }

    /** The high bit of each byte that is no digit: first that of the point of a number, or its end. */
    static long others(long word) {
        return ((word + ABOVE_NINE) | word) & HIGHS;
    }

    /** The same from the end of a number on; 0 if it is not in the word. */
    static long end(long word, long others) {
        return character(word, others) == POINT ? others & (others - 1) : others;
    }

    /** The character of the lowest of these bits. */
    private static int character(long word, long bits) {
        return (int) (word >>> (Long.numberOfTrailingZeros(bits) & 0x38)) & 0xff;
    }

    /** Not 0 unless there are only digits, at least one of them first, one point at most, and then that character. */
    static long faults(long word, long others, long end, int character) {
        return (character(word, end) ^ character) | (others & 0x80);
    }

    /** Characters of a number; 8 when it has more. */
    static int length(long end) {
        return Long.numberOfTrailingZeros(end) >>> 3;
    }

    /**
     * The value, correctly rounded: the digits, then zeros, are an exact number of eight digits, its divisor is exact, and
     * so the one rounding of the division is the right one.
     */
    static double decimal(long word, long others, long end) {
        long number = word & before(end);
        long whole = before(others);
        return eight((number & whole) | ((number >>> 8) & ~whole)) / DIVISORS[length(others) & 7];
    }

    /** All of the bytes before the lowest of these bits. */
    private static long before(long bits) {
        return (bits ^ (bits - 1)) >>> 8;
    }

    /** The value of a number without a point. */
    static int integer(long word, long end) {
        return (int) eight(word << (64 - (Long.numberOfTrailingZeros(end) & 0x38)));
    }

    /** Epoch nanoseconds of 19 digits, the last nine of them zeros: bars start on whole seconds. */
    static long time(byte[] text, int at) {
        long last = word(text, at + 8);
        long seconds = eight(word(text, at)) * 100 + (last & 15) * 10 + ((last >>> 8) & 15);
        return seconds * SECOND_NANOS;
    }

    /** Not 0 unless there are 19 such digits, and then that character. */
    static long timeFaults(byte[] text, int at, int character) {
        long last = word(text, at + 8);
        return (others(word(text, at)) | others(last & 0xffff))
                | (last >>> 16)
                | (word(text, at + 12) ^ ((long) character << 56))
                | (time(text, at) & Long.MIN_VALUE);
    }

    /** The number of eight digits. */
    private static long eight(long digits) {
        long pairs = ((digits * 2561) >>> 8) & 0x00ff00ff00ff00ffL;
        long fours = ((pairs * 6553601) >>> 16) & 0x0000ffff0000ffffL;
        return (fours * 42949672960001L) >>> 32;
    }
}
