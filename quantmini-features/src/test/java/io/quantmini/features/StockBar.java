package io.quantmini.features;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;

/** A raw bar of a stock. */
record StockBar(
        String symbol,
        LocalDate date,
        long micros,
        double open,
        double high,
        double low,
        double close,
        double volume,
        int transactions) {
    static final Comparator<StockBar> ORDER =
            Comparator.comparing(StockBar::symbol).thenComparingLong(StockBar::micros);

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    /** Midnight of a session in New York. */
    static long midnight(LocalDate date) {
        return at(date, LocalTime.MIDNIGHT);
    }

    static long at(LocalDate date, LocalTime time) {
        return date.atTime(time).atZone(NEW_YORK).toEpochSecond() * 1_000_000;
    }
}
