package io.quantmini.benchmarks;

import java.util.random.RandomGenerator;

/** A random walk of bars. Prices are whole numbers of {@link BarLines#PRICE_SCALE} to the dollar. */
final class BarWalk {
    private static final long HALF_CENT = BarLines.PRICE_SCALE / 200;
    private static final double FINE_SHARE = 0.25;

    private final RandomGenerator random;
    private final long tick;
    private final int step;
    private final double tradesPerBar;

    private long price;
    private long open;
    private long close;
    private long high;
    private long low;
    private long volume;
    private int transactions;

    private BarWalk(RandomGenerator random, long price, long tick, double tradesPerBar, long step) {
        this.random = random;
        this.tick = tick;
        this.step = (int) Math.max(2, step);
        this.tradesPerBar = tradesPerBar;
        this.price = Math.max(tick, price / tick * tick);
    }

    /**
     * A walk by minutes that starts at a price.
     *
     * @param tick smallest change of most prices; a few have all four decimals
     * @param tradesPerBar on average
     */
    static BarWalk minutes(RandomGenerator random, long price, long tick, double tradesPerBar) {
        return new BarWalk(random, price, tick, tradesPerBar, price / tick / 4_000);
    }

    /** The same by days. */
    static BarWalk days(RandomGenerator random, long price, long tick, double tradesPerBar) {
        return new BarWalk(random, price, tick, tradesPerBar, price / tick / 60);
    }

    /** Moves on by one bar. */
    void next() {
        transactions = 1 + (int) (-Math.log(1 - random.nextDouble()) * tradesPerBar);
        open = price;
        long top = price;
        long bottom = price;
        int moves = Math.min(transactions, 4);
        for (int i = 1; i < moves; i++) {
            price = Math.max(tick, price + (random.nextInt(2 * step + 1) - step) * tick);
            top = Math.max(top, price);
            bottom = Math.min(bottom, price);
        }
        close = price;
        if (moves > 1 && random.nextDouble() < FINE_SHARE) {
            long unit = random.nextInt(3) > 0 ? HALF_CENT : 1;
            close = Math.max(bottom, (bottom + random.nextLong(top - bottom + 1)) / unit * unit);
        }
        high = top;
        low = bottom;
        volume = lots();
        price = Math.max(tick, price + (random.nextInt(2 * step + 1) - step) * tick);
    }

    private long lots() {
        long lot = random.nextInt(6) == 0 ? 100 : 1;
        double size = Math.exp(random.nextGaussian(3.9, 1.2));
        return Math.max(1, (long) (transactions * size) / lot * lot);
    }

    long open() {
        return open;
    }

    long close() {
        return close;
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    long volume() {
        return volume;
    }

    int transactions() {
        return transactions;
    }
}
