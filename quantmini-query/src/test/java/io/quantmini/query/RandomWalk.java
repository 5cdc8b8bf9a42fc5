package io.quantmini.query;

import io.quantmini.query.Bars.Trade;
import java.util.Random;

/** A walk with flat stretches and bars without volume. */
final class RandomWalk {
    private final Random random;
    private double price;
    private boolean flat;

    RandomWalk(Random random, double price) {
        this.random = random;
        this.price = price;
    }

    Trade next() {
        flat = random.nextInt(20) == 0 ? !flat : flat;
        if (flat) {
            return new Trade(price, price, price, price, 100, 1);
        }
        price = Math.max(0.0001, Math.rint(price * Math.exp(0.03 * random.nextGaussian()) * 1e4) / 1e4);
        double open = Math.max(0.0001, Math.rint(price * (1 + 0.01 * random.nextGaussian()) * 1e4) / 1e4);
        double high = Math.max(open, price) * (1 + 0.01 * random.nextDouble());
        double low = Math.min(open, price) * (1 - 0.01 * random.nextDouble());
        double volume = random.nextInt(10) == 0 ? 0 : random.nextInt(1_000_000) / 8.0;
        return new Trade(open, high, low, price, volume, 1 + random.nextInt(500));
    }
}
