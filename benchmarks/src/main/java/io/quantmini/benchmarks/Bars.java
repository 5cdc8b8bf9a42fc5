package io.quantmini.benchmarks;

/** Columns of some bars, however a reader holds them; borrowed for as long as the reader says. */
interface Bars {
    int rows();

    /** Hash of the ticker, as {@link String#hashCode()} of ASCII text. */
    int tickerHash(int row);

    /** Start of the bar, epoch microseconds. */
    long startMicros(int row);

    double open(int row);

    double high(int row);

    double low(int row);

    double close(int row);

    double volume(int row);

    int transactions(int row);
}
