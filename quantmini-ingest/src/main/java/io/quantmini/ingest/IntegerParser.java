package io.quantmini.ingest;

/** Plain integers: one or more digits, nothing else. */
final class IntegerParser {
    /** So many digits fit a long, whatever they are. */
    private static final int MAX_DIGITS_IN_LONG = 18;

    private IntegerParser() {}

    /** The value of {@code bytes[from, to)}, or -1 when it is no plain integer or above {@code max}. */
    static long parse(byte[] bytes, int from, int to, long max) {
        long value = 0;
        int safe = Math.min(to, from + MAX_DIGITS_IN_LONG);
        for (int i = from; i < safe; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        for (int i = safe; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9 || value > (max - digit) / 10) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return from < to && value <= max ? value : -1;
    }
}
