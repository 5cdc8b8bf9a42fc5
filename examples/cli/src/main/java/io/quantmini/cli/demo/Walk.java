package io.quantmini.cli.demo;

/**
 * Prices over some minutes, in raw dollars: a Brownian bridge between two known prices. Index 0 is the first minute.
 *
 * @param open at the start of each minute
 * @param close at its end
 * @param high within it
 * @param low within it
 */
@SuppressWarnings("ArrayRecordComponent")
record Walk(double[] open, double[] close, double[] high, double[] low) {
    /**
     * What a walk is between.
     *
     * @param logFrom log price at the start
     * @param logTo log price at the end
     * @param step standard deviation of a minute's log return
     * @param scale what each price is multiplied by
     */
    record Ends(double logFrom, double logTo, double step, double scale) {}

    static Walk between(Ends ends, int minutes, Dice dice) {
        double[] free = new double[minutes + 1];
        for (int i = 1; i <= minutes; i++) {
            free[i] = free[i - 1] + ends.step() * dice.gaussian();
        }
        double miss = ends.logTo() - ends.logFrom() - free[minutes];
        double[] price = new double[minutes + 1];
        for (int i = 0; i <= minutes; i++) {
            price[i] = ends.scale() * StrictMath.exp(ends.logFrom() + free[i] + miss * i / minutes);
        }
        Walk walk = new Walk(new double[minutes], new double[minutes], new double[minutes], new double[minutes]);
        for (int i = 0; i < minutes; i++) {
            walk.open[i] = price[i];
            walk.close[i] = price[i + 1];
            walk.high[i] = Math.max(price[i], price[i + 1]) * (1 + 0.5 * ends.step() * Math.abs(dice.gaussian()));
            walk.low[i] = Math.min(price[i], price[i + 1]) * (1 - 0.5 * ends.step() * Math.abs(dice.gaussian()));
        }
        return walk;
    }

    int minutes() {
        return open.length;
    }
}
