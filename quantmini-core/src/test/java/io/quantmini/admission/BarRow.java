package io.quantmini.admission;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A record of a test's file.
 *
 * @param ticker null when the record does not parse
 * @param prices open, high, low, close
 * @param start epoch nanoseconds
 */
record BarRow(@Nullable String ticker, Prices prices, double volume, int transactions, long start) {
    record Prices(double open, double high, double low, double close) {
        /** As bronze has them, prices being compared as numbers: zero has two signs. */
        boolean sameAs(Prices other) {
            return open == other.open && high == other.high && low == other.low && close == other.close;
        }
    }

    boolean sameValues(BarRow other) {
        return prices.sameAs(other.prices) && volume == other.volume && transactions == other.transactions;
    }

    BarRow withTicker(@Nullable String other) {
        return new BarRow(other, prices, volume, transactions, start);
    }

    BarRow withPrices(double open, double high, double low, double close) {
        return new BarRow(ticker, new Prices(open, high, low, close), volume, transactions, start);
    }

    BarRow withVolume(double other) {
        return new BarRow(ticker, prices, other, transactions, start);
    }

    BarRow withTransactions(int other) {
        return new BarRow(ticker, prices, volume, other, start);
    }

    BarRow withStart(long other) {
        return new BarRow(ticker, prices, volume, transactions, other);
    }

    /** The text of the record at a place in the file. */
    static byte[] text(int index) {
        return ("record " + index).getBytes(StandardCharsets.US_ASCII);
    }
}
