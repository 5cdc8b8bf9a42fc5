package io.quantmini.feature;

/**
 * Black's formula without units: an out-of-the-money option over the geometric mean of forward and strike, as a function
 * of {@code x}, minus the distance of their logarithms, and {@code s}, the volatility times the root of the time left.
 *
 * <p>With {@code h = x/s}, {@code t = s/2} the value is {@code exp(x/2) N(h+t) - exp(-x/2) N(h-t)}, which loses all digits
 * when written so far out of the money. Here it is the difference of two scaled error functions, or its series in
 * {@code t} where they are too close to each other (P. Jaeckel, "Let's be rational", Wilmott, 2015, section 2). The relative
 * error is a few units in the last place times {@code 1 + h*h}.
 */
final class NormalizedBlack {
    private static final double ROOT_HALF = Math.sqrt(0.5);
    private static final double ROOT_HALF_PI = Math.sqrt(Math.PI / 2);
    private static final double ONE_BY_ROOT_TWO_PI = 1 / Math.sqrt(2 * Math.PI);

    /** Below this {@code t} seven terms of the series have all digits. */
    private static final double SERIES_BELOW = 0.1;

    private static final int SERIES_ORDER = 13;

    /** Above this {@code h+t} most of the highest value is reached, so what is left to it is the smaller number. */
    private static final double MOSTLY_ABOVE = 0.85;

    private NormalizedBlack() {}

    /** The value for {@code x <= 0} and {@code s > 0}: between 0 and {@code exp(x/2)}. */
    static double value(double x, double s) {
        double h = x / s;
        double t = s / 2;
        if (t < SERIES_BELOW) {
            return Math.max(0, 2 * slope(x, s) * series(h, t));
        }
        if (h + t > MOSTLY_ABOVE) {
            return StrictMath.exp(x / 2) - complement(x, s);
        }
        double difference = ErrorFunction.erfcx(-(h + t) * ROOT_HALF) - ErrorFunction.erfcx((t - h) * ROOT_HALF);
        return Math.max(0, 0.5 * gauss(h, t) * difference);
    }

    /** What the value lacks to {@code exp(x/2)}. */
    static double complement(double x, double s) {
        double h = x / s;
        double t = s / 2;
        double sum = ErrorFunction.erfcx((h + t) * ROOT_HALF) + ErrorFunction.erfcx((t - h) * ROOT_HALF);
        return 0.5 * gauss(h, t) * sum;
    }

    /** The value's derivative by {@code s}. */
    static double slope(double x, double s) {
        return gauss(x / s, s / 2) * ONE_BY_ROOT_TWO_PI;
    }

    private static double gauss(double h, double t) {
        return StrictMath.exp(-0.5 * (h * h + t * t));
    }

    /** The odd terms of Taylor's series of N/N' at h, whose coefficients follow from its derivative {@code 1 + h N/N'}. */
    private static double series(double h, double t) {
        double before = ROOT_HALF_PI * ErrorFunction.erfcx(-h * ROOT_HALF);
        double coefficient = 1 + h * before;
        double sum = coefficient * t;
        double power = t;
        for (int order = 1; order < SERIES_ORDER; order += 2) {
            before = (before + h * coefficient) / (order + 1);
            coefficient = (coefficient + h * before) / (order + 2);
            power *= t * t;
            sum += coefficient * power;
        }
        return sum;
    }
}
