package io.quantmini.feature;

import org.jspecify.annotations.Nullable;

/**
 * The volatility at which {@link BlackScholes#price} gives a price.
 *
 * <p>It exists, once, exactly for prices between two bounds: above the present value of exercise at the end (0 when that is
 * negative), below that of the share for calls and of the strike for puts. The error is that of the price divided by
 * vega: a price with all its digits gives back the volatility to about 1e-14 where the option is at or out of the money. In
 * the money the price holds the value of exercise too, whose rounding hides what time is worth: with a unit in the price's
 * last place worth more than 1e-10 of vega times volatility, no method can tell the volatility to 1e-10. The same holds
 * just below the upper bound.
 */
public final class ImpliedVolatility {
    private ImpliedVolatility() {}

    /** The volatility, a year's: 0.2 is 20 %; NaN where {@link #gap} has a reason or an argument is NaN. */
    public static double of(EuropeanOption option, double price) {
        if (!option.isLive()) {
            return Double.NaN;
        }
        double mean = option.mean();
        double value = (price - option.leastPrice()) / mean;
        double complement = (option.mostPrice() - price) / mean;
        if (!(value > 0 && complement > 0)) {
            return Double.NaN;
        }
        return BlackRoot.of(-Math.abs(option.logForward()), value, complement) / Math.sqrt(option.years());
    }

    /** Why there is no volatility; null where there is one, and where an argument is NaN. */
    public static @Nullable NullReason gap(EuropeanOption option, double price) {
        if (option.years() <= 0) {
            return NullReason.EXPIRED;
        }
        if (!option.isLive() || Double.isNaN(price) || !Double.isNaN(of(option, price))) {
            return null;
        }
        return price < option.mostPrice() ? NullReason.PRICE_TOO_LOW : NullReason.PRICE_TOO_HIGH;
    }
}
