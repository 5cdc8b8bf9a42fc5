package io.quantmini.benchmarks;

import java.util.Locale;

/** A digest of all columns of the bars it was given, in order: two readers agree on every value or differ here. */
final class BarDigest implements BarSink {
    private static final long PRIME = 0x100000001b3L;

    private long rows;
    private long digest;

    @Override
    public void accept(Bars bars) {
        for (int row = 0; row < bars.rows(); row++) {
            mix(bars.tickerHash(row));
            mix(bars.startMicros(row));
            mix(Double.doubleToRawLongBits(bars.open(row)));
            mix(Double.doubleToRawLongBits(bars.high(row)));
            mix(Double.doubleToRawLongBits(bars.low(row)));
            mix(Double.doubleToRawLongBits(bars.close(row)));
            mix(Double.doubleToRawLongBits(bars.volume(row)));
            mix(bars.transactions(row));
        }
        rows += bars.rows();
    }

    private void mix(long value) {
        digest = (digest ^ value) * PRIME;
    }

    long rows() {
        return rows;
    }

    /** Whether the other was given the same bars. */
    boolean agrees(BarDigest other) {
        return rows == other.rows && digest == other.digest;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d rows, digest %016x", rows, digest);
    }
}
