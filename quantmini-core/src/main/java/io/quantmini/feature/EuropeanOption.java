package io.quantmini.feature;

/**
 * The right to buy or to sell one share at one moment, and what its price depends on beside the volatility.
 *
 * @param underlying the share's price in dollars, above 0
 * @param strike in dollars, above 0
 * @param years time left
 * @param rate of interest a year, compounded continuously: 0.04 is 4 %
 * @param dividendYield of dividends a year, paid continuously
 * @param call whether it is a call; else a put
 */
public record EuropeanOption(
        double underlying, double strike, double years, double rate, double dividendYield, boolean call) {

    /** Whether there is something to price: prices above 0, time left, all of it finite. */
    boolean isLive() {
        return isPositive(underlying)
                && isPositive(strike)
                && isPositive(years)
                && Double.isFinite(rate)
                && Double.isFinite(dividendYield);
    }

    /** The present value of the share without its dividends until the end. */
    double shares() {
        return underlying * StrictMath.exp(-dividendYield * years);
    }

    /** The present value of the strike. */
    double cash() {
        return strike * StrictMath.exp(-rate * years);
    }

    /** The least it costs: what exercise at the end is worth now if that is above 0; exact where nothing is discounted. */
    double leastPrice() {
        double exercise = underlying
                - strike
                + (underlying * StrictMath.expm1(-dividendYield * years) - strike * StrictMath.expm1(-rate * years));
        return Math.max(0, call ? exercise : -exercise);
    }

    /** What it never costs. */
    double mostPrice() {
        return call ? shares() : cash();
    }

    /** The geometric mean of what share and strike are worth now. */
    double mean() {
        return Math.sqrt(shares()) * Math.sqrt(cash());
    }

    /** The logarithm of the share's forward over the strike. */
    double logForward() {
        return StrictMath.log(underlying / strike) + (rate - dividendYield) * years;
    }

    private static boolean isPositive(double number) {
        return number > 0 && number < Double.POSITIVE_INFINITY;
    }
}
