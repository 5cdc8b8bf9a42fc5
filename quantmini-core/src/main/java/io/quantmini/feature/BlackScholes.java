package io.quantmini.feature;

/**
 * Prices and Greeks of European options on a share with a continuous dividend yield.
 *
 * <p>F. Black and M. Scholes, "The Pricing of Options and Corporate Liabilities", Journal of Political Economy 81, 1973; R. C.
 * Merton, "Theory of Rational Option Pricing", Bell Journal of Economics 4, 1973; the formulas as in J. C. Hull, Options,
 * Futures, and Other Derivatives, chapters on the model, on yields and on Greeks. Volatility is a year's: 0.2 is 20 %.
 * Everything is NaN without time left, for a volatility that is not above 0, and for prices that are not above 0 and finite.
 * The same bits on every JVM.
 *
 * <p>What this leaves out: options on US shares may be exercised early, which makes puts, and calls before a dividend, worth
 * more than here.
 */
public final class BlackScholes {
    private static final double DAYS_A_YEAR = 365;
    private static final double ONE_BY_ROOT_TWO_PI = 1 / Math.sqrt(2 * Math.PI);

    private BlackScholes() {}

    /** In dollars a share. Far out of the money it keeps its relative accuracy, down to the smallest double. */
    public static double price(EuropeanOption option, double volatility) {
        if (!isPriced(option, volatility)) {
            return Double.NaN;
        }
        double outside = NormalizedBlack.value(-Math.abs(option.logForward()), volatility * Math.sqrt(option.years()));
        return option.leastPrice() + option.mean() * outside;
    }

    /** The price's change by a dollar of the underlying: up to 1 for calls, down to -1 for puts. */
    public static double delta(EuropeanOption option, double volatility) {
        if (!isPriced(option, volatility)) {
            return Double.NaN;
        }
        double carried = StrictMath.exp(-option.dividendYield() * option.years());
        double sign = option.call() ? 1 : -1;
        return sign * carried * ErrorFunction.cumulative(sign * d1(option, volatility));
    }

    /** The delta's change by a dollar of the underlying. */
    public static double gamma(EuropeanOption option, double volatility) {
        if (!isPriced(option, volatility)) {
            return Double.NaN;
        }
        double carried = StrictMath.exp(-option.dividendYield() * option.years());
        double width = option.underlying() * volatility * Math.sqrt(option.years());
        return carried * density(d1(option, volatility)) / width;
    }

    /** The price's change by a calendar day that passes, 1/365 of a year; mostly below 0. */
    public static double theta(EuropeanOption option, double volatility) {
        if (!isPriced(option, volatility)) {
            return Double.NaN;
        }
        double d1 = d1(option, volatility);
        double sign = option.call() ? 1 : -1;
        double root = Math.sqrt(option.years());
        double shares = option.shares();
        double decay = -shares * density(d1) * volatility / (2 * root);
        double interest = option.rate() * option.cash() * ErrorFunction.cumulative(sign * (d1 - volatility * root));
        double dividends = option.dividendYield() * shares * ErrorFunction.cumulative(sign * d1);
        return (decay - sign * interest + sign * dividends) / DAYS_A_YEAR;
    }

    /** The price's change by 1.00 of volatility: a hundred times that of a percentage point. */
    public static double vega(EuropeanOption option, double volatility) {
        if (!isPriced(option, volatility)) {
            return Double.NaN;
        }
        return option.shares() * density(d1(option, volatility)) * Math.sqrt(option.years());
    }

    private static boolean isPriced(EuropeanOption option, double volatility) {
        return option.isLive() && volatility > 0 && volatility < Double.POSITIVE_INFINITY;
    }

    private static double d1(EuropeanOption option, double volatility) {
        double width = volatility * Math.sqrt(option.years());
        return option.logForward() / width + width / 2;
    }

    private static double density(double z) {
        return ONE_BY_ROOT_TWO_PI * ErrorFunction.bell(z);
    }
}
