package io.quantmini.batch;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A bar by itself. Prices are US dollars.
 *
 * @param symbol the stock's symbol, or the option's ticker with its {@code O:}
 * @param timestampMicros start of the bar, microseconds since 1970-01-01T00:00Z
 * @param open first price
 * @param high highest price
 * @param low lowest price
 * @param close last price
 * @param volume shares or contracts
 * @param transactions number of trades
 */
public record BarRecord(
        String symbol,
        long timestampMicros,
        double open,
        double high,
        double low,
        double close,
        double volume,
        int transactions) {
    /** A copy of the bar that a cursor stands on. */
    public static BarRecord of(Bar bar) {
        return new BarRecord(
                bar.symbol(),
                bar.timestampMicros(),
                bar.open(),
                bar.high(),
                bar.low(),
                bar.close(),
                bar.volume(),
                bar.transactions());
    }

    /** Start of the bar. */
    public Instant start() {
        return Instant.EPOCH.plus(timestampMicros, ChronoUnit.MICROS);
    }
}
