package io.quantmini.market;

/**
 * What the price of an option depends on beside its underlying: one rate and one yield for all of them, a year's, compounded
 * continuously.
 *
 * @param rate of interest without risk
 * @param dividendYield of the underlyings
 */
public record Rates(RateCurve rate, RateCurve dividendYield) {
    /**
     * A rate of 4 %, near that of three-month Treasury bills from 2023 to 2025, and no dividends. A rate of 0 would put
     * every call in the money above its forward price, which is farther from the truth; other years want a curve.
     */
    public static final Rates DEFAULT = new Rates(RateCurve.constant(0.04), RateCurve.constant(0));
}
