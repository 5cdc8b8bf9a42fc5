package io.quantmini.cli.demo;

import java.util.List;

/**
 * A bar of a flat file.
 *
 * @param ticker as the file spells it
 * @param windowStartNanos start, epoch nanoseconds
 * @param open open; prices in ten-thousandths of a dollar
 * @param volume shares or contracts
 * @param transactions trades
 */
record FlatBar(
        String ticker,
        long windowStartNanos,
        long open,
        long close,
        long high,
        long low,
        long volume,
        long transactions) {
    /** Ten-thousandths in a dollar. */
    static final double PER_DOLLAR = 10_000;

    private static final long CENT = 100;

    /** Dollars in ten-thousandths, on the cent from one dollar up; never less than the smallest step. */
    static long ticks(double dollars) {
        long step = dollars < 1 ? 1 : CENT;
        return Math.max(step, Math.round(dollars * PER_DOLLAR / step) * step);
    }

    /** The same for an option's premium: always on the cent. */
    static long premiumTicks(double dollars) {
        return Math.max(CENT, Math.round(dollars * PER_DOLLAR / CENT) * CENT);
    }

    /** One bar over bars of one ticker in time order; volume and trades come from {@code all}, prices from {@code priced}. */
    static FlatBar over(long windowStartNanos, List<FlatBar> priced, List<FlatBar> all) {
        FlatBar first = priced.get(0);
        return new FlatBar(
                first.ticker(),
                windowStartNanos,
                first.open(),
                priced.get(priced.size() - 1).close(),
                priced.stream().mapToLong(FlatBar::high).max().orElseThrow(),
                priced.stream().mapToLong(FlatBar::low).min().orElseThrow(),
                all.stream().mapToLong(FlatBar::volume).sum(),
                all.stream().mapToLong(FlatBar::transactions).sum());
    }
}
