package io.quantmini.query;

import io.quantmini.batch.Bar;
import io.quantmini.batch.BarCursor;
import io.quantmini.batch.BatchStream;
import io.quantmini.market.TradingCalendar;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** A bar as a test writes and reads it; the date is not part of an answer and then the epoch's. */
record TestBar(
        String ticker,
        LocalDate date,
        long micros,
        double open,
        double high,
        double low,
        double close,
        double volume,
        int transactions) {
    static final Comparator<TestBar> ORDER =
            Comparator.comparing(TestBar::ticker).thenComparing(TestBar::micros);

    /** Some of the minutes from 20:00 of the evening before to 20:00 of the date, prices and fractional volumes made up. */
    static List<TestBar> minutes(String ticker, LocalDate date) {
        SplittableRandom random = new SplittableRandom(31L * ticker.hashCode() + date.toEpochDay());
        List<TestBar> bars = new ArrayList<>();
        ZonedDateTime start = ZonedDateTime.of(date.minusDays(1), LocalTime.of(20, 0), TradingCalendar.ZONE);
        ZonedDateTime end = ZonedDateTime.of(date, LocalTime.of(20, 0), TradingCalendar.ZONE);
        for (ZonedDateTime minute = start; minute.isBefore(end); minute = minute.plusMinutes(1)) {
            if (random.nextInt(3) > 0) {
                bars.add(random(ticker, date, minute, random));
            }
        }
        return bars;
    }

    /** A bar of the whole session, stamped midnight. */
    static TestBar day(String ticker, LocalDate date) {
        SplittableRandom random = new SplittableRandom(31L * ticker.hashCode() + date.toEpochDay());
        return random(ticker, date, date.atStartOfDay(TradingCalendar.ZONE), random);
    }

    /** What a stream of bars gives, read with a cursor; closes it. */
    static List<TestBar> read(BatchStream stream) {
        List<TestBar> bars = new ArrayList<>();
        try (BarCursor cursor = new BarCursor(stream)) {
            Bar bar = cursor.bar();
            while (cursor.next()) {
                bars.add(new TestBar(
                        bar.symbol(),
                        LocalDate.EPOCH,
                        bar.timestampMicros(),
                        bar.open(),
                        bar.high(),
                        bar.low(),
                        bar.close(),
                        bar.volume(),
                        bar.transactions()));
            }
        }
        return bars;
    }

    TestBar undated() {
        return new TestBar(ticker, LocalDate.EPOCH, micros, open, high, low, close, volume, transactions);
    }

    /** This bar and a later one as one bar. */
    TestBar and(TestBar later) {
        return new TestBar(
                ticker,
                date,
                micros,
                open,
                Math.max(high, later.high),
                Math.min(low, later.low),
                later.close,
                volume + later.volume,
                transactions + later.transactions);
    }

    TestBar at(ZonedDateTime start) {
        return new TestBar(ticker, date, micros(start), open, high, low, close, volume, transactions);
    }

    /** New York time of the bar's start. */
    ZonedDateTime start() {
        return java.time.Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atZone(TradingCalendar.ZONE);
    }

    static long micros(ZonedDateTime time) {
        return time.toEpochSecond() * 1_000_000;
    }

    private static TestBar random(String ticker, LocalDate date, ZonedDateTime start, SplittableRandom random) {
        double open = 90 + 20 * random.nextDouble();
        double close = 90 + 20 * random.nextDouble();
        return new TestBar(
                ticker,
                date,
                micros(start),
                open,
                Math.max(open, close) + random.nextDouble(),
                Math.min(open, close) - random.nextDouble(),
                close,
                1000 * random.nextDouble(),
                1 + random.nextInt(50));
    }
}
