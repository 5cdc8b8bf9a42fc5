package io.quantmini.features.internal.kernel;

/** Functions of one row in float arithmetic as numpy has it: infinities stay, comparisons with NaN are false. */
public final class FloatRows {
    private FloatRows() {}

    /** A function of two values. */
    @FunctionalInterface
    public interface Test {
        /** Whether it holds. */
        boolean of(float x, float y);
    }

    /** x + y. */
    public static void add(float[] x, float[] y, float[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = x[i] + y[i];
        }
    }

    /** x - y. */
    public static void subtract(float[] x, float[] y, float[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = x[i] - y[i];
        }
    }

    /** x y. */
    public static void multiply(float[] x, float[] y, float[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = x[i] * y[i];
        }
    }

    /** x / y. */
    public static void divide(float[] x, float[] y, float[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = x[i] / y[i];
        }
    }

    /** -x. */
    public static void negate(float[] x, float[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = -x[i];
        }
    }

    /** The distance of x from 0. */
    public static void abs(float[] x, float[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = Math.abs(x[i]);
        }
    }

    /** The greater of two; NaN where one is. */
    public static void greater(float[] x, float[] y, float[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = Math.max(x[i], y[i]);
        }
    }

    /** The lesser of two; NaN where one is. */
    public static void less(float[] x, float[] y, float[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = Math.min(x[i], y[i]);
        }
    }

    /** 1 where x is above y, else 0. */
    public static void above(float[] x, float[] y, float[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = x[i] > y[i] ? 1 : 0;
        }
    }

    /** 1 where a comparison holds, else 0. */
    public static void test(Test test, float[] x, float[] y, float[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = test.of(x[i], y[i]) ? 1 : 0;
        }
    }

    /** The nearest floats; what no float can hold is missing. */
    public static void round(double[] x, float[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = Finite.of((float) x[i]);
        }
    }

    /** The nearest floats. */
    public static void narrow(double[] x, float[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = (float) x[i];
        }
    }

    /** The values that are finite. */
    public static void finite(float[] x, float[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = Finite.of(x[i]);
        }
    }

    /** The same values as doubles. */
    public static void widen(float[] x, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = x[i];
        }
    }
}
