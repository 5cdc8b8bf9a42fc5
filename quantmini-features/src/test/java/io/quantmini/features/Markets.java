package io.quantmini.features;

import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random markets with all that is hard: gaps, flat stretches, no volume, penny prices, symbols of one bar. */
final class Markets {
    private static final int NO_GAPS = 3;
    private static final double PENNY = 0.0012;

    private Markets() {}

    static List<LocalDate> sessions(int count) {
        return TradingCalendar.nyse()
                .sessions(SessionRange.of("2024-01-02", "2025-12-31"))
                .subList(0, count);
    }

    /** Daily bars of some symbols over some sessions. */
    static List<StockBar> daily(long seed, int symbols, List<LocalDate> sessions) {
        Random random = new Random(seed);
        List<StockBar> bars = new ArrayList<>();
        for (int i = 0; i < symbols; i++) {
            Walk walk = new Walk(random, "S" + i);
            int first = random.nextInt(4) == 0 ? random.nextInt(sessions.size()) : 0;
            int last = random.nextInt(6) == 0 ? first : sessions.size() - 1;
            boolean sparse = random.nextInt(NO_GAPS) == 0;
            for (int n = first; n <= last; n++) {
                walk.step();
                if (!sparse || random.nextInt(5) > 0) {
                    bars.add(walk.bar(sessions.get(n), StockBar.midnight(sessions.get(n))));
                }
            }
        }
        return bars;
    }

    /** Minute bars of some symbols. */
    static List<StockBar> minutes(long seed, int symbols, List<LocalDate> sessions) {
        Random random = new Random(seed);
        List<StockBar> bars = new ArrayList<>();
        for (int i = 0; i < symbols; i++) {
            Walk walk = new Walk(random, "S" + i);
            for (LocalDate session : sessions) {
                int count = random.nextInt(90);
                for (int minute = 0; minute < count; minute++) {
                    walk.step();
                    if (random.nextInt(6) > 0) {
                        LocalTime time = LocalTime.of(9, 30).plusMinutes(minute);
                        bars.add(walk.bar(session, StockBar.at(session, time)));
                    }
                }
            }
        }
        return bars;
    }

    private static final class Walk {
        private final Random random;
        private final String symbol;
        private double price;
        private boolean flat;

        Walk(Random random, String symbol) {
            this.random = random;
            this.symbol = symbol;
            this.price = random.nextInt(4) == 0 ? PENNY : 5 + 200 * random.nextDouble();
        }

        void step() {
            flat = random.nextInt(25) == 0 ? !flat : flat;
            if (!flat) {
                price = Math.max(0.0001, round(price * Math.exp(0.03 * random.nextGaussian())));
            }
        }

        StockBar bar(LocalDate date, long micros) {
            double open = flat ? price : round(price * (1 + 0.01 * random.nextGaussian()));
            double high = flat ? price : round(Math.max(open, price) * (1 + 0.01 * random.nextDouble()));
            double low = flat ? price : round(Math.min(open, price) * (1 - 0.01 * random.nextDouble()));
            double volume = random.nextInt(15) == 0 ? 0 : random.nextInt(1_000_000) / 4.0;
            return new StockBar(
                    symbol,
                    date,
                    micros,
                    open,
                    Math.max(high, Math.max(open, price)),
                    Math.min(low, Math.min(open, price)),
                    price,
                    volume,
                    1 + random.nextInt(5_000));
        }

        private static double round(double value) {
            return Math.max(1, Math.rint(value * 10_000)) / 10_000;
        }
    }
}
