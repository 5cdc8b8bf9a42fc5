package io.quantmini.feature;

/**
 * The scaled complementary error function, and the normal distribution with full relative accuracy in its lower tail.
 *
 * <p>W. J. Cody, "Rational Chebyshev approximations for the error function", Mathematics of Computation 23, 1969, with the
 * coefficients of his program CALERF (SPECFUN, netlib). The same bits on every JVM.
 */
final class ErrorFunction {
    private static final double[] A = {
        0.18577770618460315, 3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694
    };
    private static final double[] B = {1, 23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171
    };
    private static final double[] C = {
        2.1531153547440383e-08,
        0.5641884969886701,
        8.883149794388377,
        66.11919063714163,
        298.6351381974001,
        881.952221241769,
        1712.0476126340707,
        2051.0783778260716,
        1230.3393547979972
    };
    private static final double[] D = {
        1,
        15.744926110709835,
        117.6939508913125,
        537.1811018620099,
        1621.3895745666903,
        3290.7992357334597,
        4362.619090143247,
        3439.3676741437216,
        1230.3393548037495
    };
    private static final double[] P = {
        0.016315387137302097,
        0.30532663496123236,
        0.36034489994980445,
        0.12578172611122926,
        0.016083785148742275,
        0.0006587491615298378
    };
    private static final double[] Q = {
        1, 2.568520192289822, 1.8729528499234604, 0.5279051029514285, 0.06051834131244132, 0.0023352049762686918
    };
    private static final double NEAR = 0.46875;
    private static final double FAR = 4;
    private static final double ROOT_HALF = Math.sqrt(0.5);
    private static final double ONE_BY_ROOT_PI = 0.5641895835477563;

    private ErrorFunction() {}

    /** {@code exp(x*x) * erfc(x)}: infinite below -26.7, 0 at infinity. */
    static double erfcx(double x) {
        double distance = Math.abs(x);
        if (distance <= NEAR) {
            double square = x * x;
            return StrictMath.exp(square) * (1 - x * polynomial(A, square) / polynomial(B, square));
        }
        double upper = distance <= FAR ? polynomial(C, distance) / polynomial(D, distance) : far(distance);
        return x > 0 ? upper : 2 * StrictMath.exp(x * x) - upper;
    }

    /** The probability of a value of at most {@code z}. */
    static double cumulative(double z) {
        double tail = 0.5 * bell(z) * erfcx(Math.abs(z) * ROOT_HALF);
        return z > 0 ? 1 - tail : tail;
    }

    /** {@code exp(-z*z/2)}, the square taken in two parts since the exponential multiplies its error. */
    static double bell(double z) {
        double distance = Math.abs(z);
        if (distance > 40) {
            return 0;
        }
        double coarse = Math.floor(distance * 16) / 16;
        return StrictMath.exp(-coarse * coarse / 2) * StrictMath.exp(-(distance - coarse) * (distance + coarse) / 2);
    }

    private static double far(double distance) {
        double square = 1 / (distance * distance);
        return (ONE_BY_ROOT_PI - square * polynomial(P, square) / polynomial(Q, square)) / distance;
    }

    private static double polynomial(double[] coefficients, double x) {
        double value = coefficients[0];
        for (int i = 1; i < coefficients.length; i++) {
            value = value * x + coefficients[i];
        }
        return value;
    }
}
