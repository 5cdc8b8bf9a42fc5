package io.quantmini.ingest;

import java.nio.charset.StandardCharsets;

/**
 * Times as epoch nanoseconds of 19 digits, the last seven of them zeros, and then a comma. The first four digits stay the same
 * for eleven days, so they are compared with those of a row before.
 */
final class TimeRun {
    /** Characters of a time. */
    static final int LENGTH = 19;

    private static final int PREFIX_LENGTH = 4;
    private static final long PREFIX_UNIT = 1_000_000_000_000_000L;
    private static final long UNIT = 10_000_000L;
    private static final long LEAST = 1_000 * PREFIX_UNIT;

    /** Seven zeros and a comma. */
    private static final long REST = (long) Digits.character(',') << 56;

    // no digits at first, so that no text has them
    private long prefix = -1;
    private long base;

    /** The time at a place. */
    long time(byte[] text, int at) {
        return base + Digits.eight(Digits.word(text, at + PREFIX_LENGTH)) * UNIT;
    }

    /** Not 0 unless there is such a time at a place, its first digits those of the row before. */
    long faults(byte[] text, int at) {
        return ((Digits.word(text, at) ^ prefix) << 32)
                | Digits.others(Digits.word(text, at + PREFIX_LENGTH))
                | (Digits.word(text, at + PREFIX_LENGTH + 8) ^ REST);
    }

    /** Takes the first digits of a time for the rows to come, unless it has fewer than 19. */
    void turn(long nanos) {
        if (nanos >= LEAST && nanos / PREFIX_UNIT * PREFIX_UNIT != base) {
            prefix = Digits.word(Long.toString(nanos).getBytes(StandardCharsets.US_ASCII), 0);
            base = nanos / PREFIX_UNIT * PREFIX_UNIT;
        }
    }
}
