package io.quantmini.cli.demo;

/**
 * Black–Scholes premiums with a skewed smile, good enough for invented trades.
 *
 * @param strike dollars
 * @param call otherwise a put
 * @param dailyVolatility of the underlying
 */
record Premium(double strike, boolean call, double dailyVolatility) {
    private static final double RATE = 0.04;
    private static final double SESSIONS_A_YEAR = 252;

    /** Dollars a share. */
    double at(double spot, double years) {
        double moneyness = StrictMath.log(strike / spot);
        double sigma = dailyVolatility * Math.sqrt(SESSIONS_A_YEAR) * (1 - 0.8 * moneyness + 6 * moneyness * moneyness);
        double spread = sigma * Math.sqrt(years);
        double d1 = (-moneyness + RATE * years) / spread + spread / 2;
        double d2 = d1 - spread;
        double presentStrike = strike * StrictMath.exp(-RATE * years);
        return call ? spot * normal(d1) - presentStrike * normal(d2) : presentStrike * normal(-d2) - spot * normal(-d1);
    }

    /** Normal distribution function, within 7.5e-8 (Abramowitz and Stegun 26.2.17). */
    private static double normal(double x) {
        double t = 1 / (1 + 0.2316419 * Math.abs(x));
        double tail = StrictMath.exp(-x * x / 2)
                / Math.sqrt(2 * Math.PI)
                * t
                * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return x >= 0 ? 1 - tail : tail;
    }
}
