package io.quantmini.feature;

/**
 * The standard normal distribution. Both engines call this, so they agree to the bit on every JVM.
 */
public final class NormalDistribution {
    private static final double[] NUMERATOR = {
        3.52624965998911e-02,
        0.700383064443688,
        6.37396220353165,
        33.912866078383,
        112.079291497871,
        221.213596169931,
        220.206867912376
    };
    private static final double[] DENOMINATOR = {
        8.83883476483184e-02,
        1.75566716318264,
        16.064177579207,
        86.7807322029461,
        296.564248779674,
        637.333633378831,
        793.826512519948,
        440.413735824752
    };
    private static final double SPLIT = 7.07106781186547;
    private static final double ROOT_TWO_PI = 2.506628274631;

    private NormalDistribution() {}

    /**
     * The probability of a value of at most x; absolute error below 1e-14. NaN gives NaN.
     *
     * <p>Hart's rational approximation as given by G. West, "Better approximations to cumulative normal functions",
     * Wilmott Magazine, 2005.
     */
    public static double cumulative(double x) {
        double distance = Math.abs(x);
        double tail;
        if (distance > 37) {
            tail = 0;
        } else {
            double density = StrictMath.exp(-distance * distance / 2);
            tail = distance < SPLIT
                    ? density * polynomial(NUMERATOR, distance) / polynomial(DENOMINATOR, distance)
                    : density / fraction(distance) / ROOT_TWO_PI;
        }
        return x > 0 ? 1 - tail : tail;
    }

    private static double polynomial(double[] coefficients, double x) {
        double value = coefficients[0];
        for (int i = 1; i < coefficients.length; i++) {
            value = value * x + coefficients[i];
        }
        return value;
    }

    private static double fraction(double x) {
        double value = x + 0.65;
        for (int k = 4; k > 0; k--) {
            value = x + k / value;
        }
        return value;
    }
}
