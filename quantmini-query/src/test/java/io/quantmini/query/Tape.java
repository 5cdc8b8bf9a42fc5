package io.quantmini.query;

import io.quantmini.query.Bars.Bar;
import io.quantmini.query.Bars.Trade;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A seeded random walk. */
final class Tape {
    private final Random random;

    Tape(long seed) {
        this.random = new Random(seed);
    }

    int nextInt(int bound) {
        return random.nextInt(bound);
    }

    /** A price next to another. */
    double step(double price, double deviation) {
        return price * Math.exp(deviation * random.nextGaussian());
    }

    /** A bar that closes at the price. */
    Trade trade(double price) {
        double open = price * (1 + 0.01 * random.nextGaussian());
        double high = Math.max(open, price) * (1 + 0.01 * random.nextDouble());
        double low = Math.min(open, price) * (1 - 0.01 * random.nextDouble());
        return new Trade(open, high, low, price, random.nextInt(1_000_000) / 4.0, 1 + random.nextInt(5_000));
    }

    /** Daily bars of a ticker. */
    List<Bar> daily(String ticker, List<LocalDate> dates) {
        List<Bar> bars = new ArrayList<>();
        double price = 20 + 80 * random.nextDouble();
        for (LocalDate date : dates) {
            price = step(price, 0.03);
            bars.add(Bars.daily(ticker, date, trade(price)));
        }
        return bars;
    }

    /** A bar in each of some minutes after {@code first}, a minute of the day, up to two minutes apart. */
    List<Bar> minutes(String ticker, LocalDate date, int first, int count) {
        List<Bar> bars = new ArrayList<>();
        double price = 20 + 80 * random.nextDouble();
        int minute = first;
        for (int i = 0; i < count; i++) {
            price = step(price, 0.002);
            bars.add(Bars.minute(ticker, date, minute, trade(price)));
            minute += random.nextInt(8) == 0 ? 2 : 1;
        }
        return bars;
    }
}
