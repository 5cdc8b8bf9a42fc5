package io.quantmini.batch;

/**
 * The bar a {@link BarCursor} stands on: a view that changes with the cursor, never a copy. Prices are US dollars. All
 * values are NaN, 0 or empty only where the query's rows are; reading it before the first or after the last row is an
 * error.
 */
public interface Bar {
    /** The stock's symbol, or the option's ticker with its {@code O:}. */
    String symbol();

    /** Start of the bar, microseconds since 1970-01-01T00:00Z. */
    long timestampMicros();

    double open();

    double high();

    double low();

    double close();

    /** Shares or contracts. */
    double volume();

    /** Number of trades. */
    int transactions();
}
