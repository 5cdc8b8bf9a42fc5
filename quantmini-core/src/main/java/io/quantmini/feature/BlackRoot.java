package io.quantmini.feature;

/**
 * The {@code s} at which {@link NormalizedBlack} has a given value.
 *
 * <p>Each step is Householder's of third order, so the error goes with its fourth power, on a function of the value that
 * is nearly straight where the root lies: the value itself in the middle; below its inflection at {@code sqrt(2|x|)} one
 * over its logarithm, which is nearly quadratic; in the upper half the logarithm of what it lacks to its bound (P. Jaeckel,
 * "Let's be rational", Wilmott, 2015). The value rises with {@code s}, so every step also narrows a bracket of the root,
 * and one that leaves the bracket is replaced by halving it: there is always a result, whatever the first guess. Two or
 * three steps do.
 */
final class BlackRoot {
    private static final double ROOT_TWO_PI = Math.sqrt(2 * Math.PI);
    private static final int MOST_STEPS = 200;

    /** A step this small against s leaves an error of its fourth power. */
    private static final double LAST_STEP = 1e-4;

    private enum Part {
        LOWER,
        MIDDLE,
        UPPER
    }

    private final double x;
    private final double value;
    private final double complement;
    private final double logValue;
    private final Part part;
    private final double inflection;
    private final double guess;

    private BlackRoot(double x, double value, double complement) {
        this.x = x;
        this.value = value;
        this.complement = complement;
        this.logValue = StrictMath.log(value);
        double bound = value + complement;
        double distance = -x;
        double scaled = ErrorFunction.erfcx(Math.sqrt(distance));
        double there = bound / 2 * (1 - scaled);
        double slope = bound / ROOT_TWO_PI;
        this.inflection = Math.sqrt(2 * distance);
        if (value < there) {
            this.part = Part.LOWER;
            this.guess = lowerGuess(distance, there, slope);
        } else if (value < bound / 2) {
            this.part = Part.MIDDLE;
            double straight = (value - there) / slope;
            this.guess = inflection + straight * (1 + straight * straight / 24);
        } else {
            this.part = Part.UPPER;
            this.guess = inflection + upperGuess(bound - there, slope);
        }
    }

    /**
     * The root.
     *
     * @param x at most 0
     * @param value above 0
     * @param complement what the value lacks to {@code exp(x/2)}, above 0
     */
    static double of(double x, double value, double complement) {
        return new BlackRoot(x, value, complement).solve();
    }

    private double solve() {
        double low = part == Part.LOWER ? 0 : inflection;
        double high = part == Part.LOWER ? inflection : Double.POSITIVE_INFINITY;
        double s = guess;
        for (int i = 0; i < MOST_STEPS; i++) {
            double step = step(s);
            if (Math.abs(step) <= LAST_STEP * s) {
                return s + step;
            }
            if (step > 0) {
                low = s;
            } else {
                high = s;
            }
            s += step;
            if (!(s > low && s < high)) {
                s = high == Double.POSITIVE_INFINITY ? 2 * low : (low + high) / 2;
            }
        }
        return s;
    }

    /** Where to go from s; its sign is that of what the value there lacks. */
    private double step(double s) {
        double slope = NormalizedBlack.slope(x, s);
        double h = x / s;
        double second = h * h / s - s / 4;
        double third = second * second - 3 * (h / s) * (h / s) - 0.25;
        return switch (part) {
            case LOWER -> {
                double there = NormalizedBlack.value(x, s);
                if (there == 0 || slope == 0) {
                    yield s;
                }
                double log = StrictMath.log(there);
                double ratio = slope / there;
                yield householder(
                        (logValue - log) * log / (logValue * ratio),
                        second - ratio * (1 + 2 / log),
                        third - 3 * ratio * second * (1 + 2 / log) + ratio * ratio * (2 + 6 / log + 6 / (log * log)));
            }
            case MIDDLE -> householder((value - NormalizedBlack.value(x, s)) / slope, second, third);
            case UPPER -> {
                double there = NormalizedBlack.complement(x, s);
                if (there == 0 || slope == 0) {
                    yield -s / 2;
                }
                double ratio = slope / there;
                yield householder(
                        StrictMath.log(there / complement) / ratio,
                        second + ratio,
                        third + 3 * ratio * second + 2 * ratio * ratio);
            }
        };
    }

    /**
     * Householder's step of third order.
     *
     * @param newton Newton's step
     * @param second the second derivative over the first
     * @param third the third derivative over the first
     */
    private static double householder(double newton, double second, double third) {
        double factor = (1 + newton * second / 2) / (1 + newton * (second + newton * third / 6));
        return factor > 0.25 && factor < 4 ? newton * factor : newton;
    }

    /** From the slope at the inflection to what holds far below, {@code |x| / sqrt(-2 log(value))}. */
    private double lowerGuess(double distance, double there, double slope) {
        double logThere = -StrictMath.log(there);
        double gap = 0.5 * StrictMath.log(4 * logThere / distance);
        double rise = there * logThere / (inflection * slope) - 0.5;
        double fall = StrictMath.log(-logValue / logThere);
        return distance / Math.sqrt(-2 * logValue) * StrictMath.exp(gap / (1 + rise / gap * fall));
    }

    /** A parabola whose curvature is that of the far end. */
    private double upperGuess(double there, double slope) {
        double rise = StrictMath.log(there / complement);
        double ratio = slope / there;
        return 2 * rise / (ratio + Math.sqrt(ratio * ratio + rise / 2));
    }
}
