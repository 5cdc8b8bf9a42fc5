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
 * int point = Digits.point(word);
 * int end = Digits.end(word, point);
 * long faults = Digits.faults(word, point, end, Digits.character(','));
 * double value = Digits.decimal(word, point, end);      // if there are no faults
 * at += (end >>> 3) + 1;
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

    /** The bit where the first character is that is no digit: the point of a number, or its end. */
    static int point(long word) {
        return Long.numberOfTrailingZeros(others(word)) - 7;
    }

    /** The bit where a number ends. */
    static int end(long word, int point) {
        long others = others(word);
        int second = Long.numberOfTrailingZeros(others & (others - 1)) - 7;
        return ((int) (word >>> point) & 0xff) == POINT ? second : point;
    }

    /** Not 0 unless there are only digits, at least one of them first, one point at most, and then that character. */
    static int faults(long word, int point, int end, int character) {
        return (((int) (word >>> end) & 0xff) ^ character) | ((point - 1) & Integer.MIN_VALUE);
    }

    /**
     * The value, correctly rounded: the digits, then zeros, are an exact number of eight digits, its divisor is exact, and
     * so the one rounding of the division is the right one.
     */
    static double decimal(long word, int point, int end) {
        long after = -1L << point;
        long digits = (word & ~after) | ((word >>> 8) & after);
        return eight(digits & ~(-1L << Math.max(point, end - 8))) / DIVISORS[(point >>> 3) & 7];
    }

    /** The value of a number without a point. */
    static int integer(long word, int end) {
        return (int) eight(word << -end);
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

    /** The high bit of each byte that is no digit. */
    private static long others(long word) {
        return ((word + ABOVE_NINE) | word) & HIGHS;
    }

    /** The number of eight digits. */
    private static long eight(long digits) {
        long pairs = ((digits * 2561) >>> 8) & 0x00ff00ff00ff00ffL;
        long fours = ((pairs * 6553601) >>> 16) & 0x0000ffff0000ffffL;
        return (fours * 42949672960001L) >>> 32;
    }
}
