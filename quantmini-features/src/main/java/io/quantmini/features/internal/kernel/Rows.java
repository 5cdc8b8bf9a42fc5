package io.quantmini.features.internal.kernel;

/** Functions of one row in double arithmetic: NaN where an operand is, and where the result is not finite. */
public final class Rows {
    private Rows() {}

    /** A function of one value. */
    @FunctionalInterface
    public interface Unary {
        /** Its value; not finite for none. */
        double of(double x);
    }

    /** A function of two values. */
    @FunctionalInterface
    public interface Binary {
        /** Its value; not finite for none. */
        double of(double x, double y);
    }

    /** x + y. */
    public static void add(double[] x, double[] y, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = Finite.of(x[i] + y[i]);
        }
    }

    /** x - y. */
    public static void subtract(double[] x, double[] y, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = Finite.of(x[i] - y[i]);
        }
    }

    /** x y. */
    public static void multiply(double[] x, double[] y, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = Finite.of(x[i] * y[i]);
        }
    }

    /** x / y. */
    public static void divide(double[] x, double[] y, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = Finite.of(x[i] / y[i]);
        }
    }

    /** x / y with one y for all rows. */
    public static void divide(double[] x, double y, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = Finite.of(x[i] / y);
        }
    }

    /** (x + y + z) / 3. */
    public static void mean(double[] x, double[] y, double[] z, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = Finite.of((x[i] + y[i] + z[i]) / 3);
        }
    }

    /** -x. */
    public static void negate(double[] x, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = -x[i];
        }
    }

    /** The distance of x from 0. */
    public static void abs(double[] x, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = Math.abs(x[i]);
        }
    }

    /** The square root of x. */
    public static void sqrt(double[] x, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = Math.sqrt(x[i]);
        }
    }

    /** The greater of two. */
    public static void greater(double[] x, double[] y, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = Math.max(x[i], y[i]);
        }
    }

    /** The lesser of two. */
    public static void less(double[] x, double[] y, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = Math.min(x[i], y[i]);
        }
    }

    /** y where x is other than 0, z where it is 0. */
    public static void choose(double[] x, double[] y, double[] z, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = Double.isNaN(x[i]) ? Double.NaN : x[i] != 0 ? y[i] : z[i];
        }
    }

    /** Any function of one value. */
    public static void map(Unary function, double[] x, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = Finite.of(function.of(x[i]));
        }
    }

    /** Any function of two values; NaN where one of them is. */
    public static void map(Binary function, double[] x, double[] y, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = Double.isNaN(x[i]) || Double.isNaN(y[i]) ? Double.NaN : Finite.of(function.of(x[i], y[i]));
        }
    }

    /** x + y; infinities stay. */
    public static void rawAdd(double[] x, double[] y, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = x[i] + y[i];
        }
    }

    /** x - y; infinities stay. */
    public static void rawSubtract(double[] x, double[] y, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = x[i] - y[i];
        }
    }

    /** x y; infinities stay. */
    public static void rawMultiply(double[] x, double[] y, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = x[i] * y[i];
        }
    }

    /** x / y; infinities stay. */
    public static void rawDivide(double[] x, double[] y, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = x[i] / y[i];
        }
    }

    /** Any function of one value; infinities stay. */
    public static void rawMap(Unary function, double[] x, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = function.of(x[i]);
        }
    }

    /** Any function of two values; infinities stay. */
    public static void rawMap(Binary function, double[] x, double[] y, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = function.of(x[i], y[i]);
        }
    }

    /** The values that are finite. */
    public static void finite(double[] x, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = Finite.of(x[i]);
        }
    }

    /** The values that are finite, as doubles. */
    public static void finite(float[] x, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = Finite.of(x[i]);
        }
    }

    /** The values, 0 for a missing one. */
    public static void orZero(double[] x, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = Double.isNaN(x[i]) ? 0 : x[i];
        }
    }

    /** 1 for a value, 0 for a missing one. */
    public static void present(double[] x, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = Double.isNaN(x[i]) ? 0 : 1;
        }
    }
}
