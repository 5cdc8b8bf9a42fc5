package io.quantmini.cli;

import io.quantmini.batch.Bar;
import io.quantmini.batch.BarCursor;
import io.quantmini.batch.BatchStream;
import io.quantmini.market.TradingCalendar;
import io.quantmini.stage.BarInterval;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * Bars as a table for a person: New York time, prices with two to four decimals, thousands apart.
 *
 * @param interval of the bars
 */
record BarTable(BarInterval interval) {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final List<String> COLUMNS =
            List.of("symbol", "New York", "open", "high", "low", "close", "volume", "trades");

    /** The first bars. */
    Output.Shown.Text show(BatchStream rows, long limit) {
        TextTable table = new TextTable(column -> column < 2, COLUMNS);
        long count = 0;
        // The stream is closed by whoever opened it; closing it twice is harmless.
        try (BarCursor cursor = new BarCursor(rows)) {
            Bar bar = cursor.bar();
            while (cursor.next()) {
                if (count++ < limit) {
                    table.row(
                            bar.symbol(),
                            time(interval, bar.timestampMicros()),
                            price(bar.open()),
                            price(bar.high()),
                            price(bar.low()),
                            price(bar.close()),
                            volume(bar.volume()),
                            String.format(Locale.ROOT, "%,d", bar.transactions()));
                }
            }
        }
        String rest = count > limit
                ? String.format(Locale.ROOT, "… and %,d more; --limit says how many are shown%n", count - limit)
                : "";
        return new Output.Shown.Text(table + rest, count);
    }

    /** The start of a bar: the date, and the time of day where bars have one. */
    static String time(BarInterval interval, long micros) {
        var start = Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atZone(TradingCalendar.ZONE);
        return interval.minutes() > 0
                ? MINUTE.format(start)
                : start.toLocalDate().toString();
    }

    /** Cents, and the hundredths of a cent where there are any. */
    static String price(double price) {
        BigDecimal rounded =
                BigDecimal.valueOf(price).setScale(4, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return String.format(Locale.ROOT, "%,." + Math.max(2, rounded.scale()) + "f", rounded);
    }

    private static String volume(double volume) {
        boolean whole = volume == Math.rint(volume);
        return String.format(Locale.ROOT, whole ? "%,.0f" : "%,.2f", volume);
    }
}
