package io.quantmini.benchmarks;

import java.util.Locale;

/** A digest of all columns of the bars it was given, in order: two readers agree on every value or differ here. */
final class BarDigest {
    private static final long PRIME = 0x100000001b3L;

    private long rows;
    private long digest;

    /** Hash of a ticker, as {@link String#hashCode()} of ASCII text. */
    void ticker(int hash) {
        mix(hash);
        rows++;
    }

    void number(double value) {
        mix(Double.doubleToRawLongBits(value));
    }

    void integer(long value) {
        mix(value);
    }

    private void mix(long value) {
        digest = (digest ^ value) * PRIME;
    }

    long rows() {
        return rows;
    }

    long value() {
        return digest;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d rows, digest %016x", rows, digest);
    }
}
