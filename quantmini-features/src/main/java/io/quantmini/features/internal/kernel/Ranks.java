package io.quantmini.features.internal.kernel;

/** The newest value's place among its window, equal values sharing the average of theirs. */
public final class Ranks {
    private Ranks() {}

    /** Whether no value is negative or missing: then {@link #bits} can be subtracted from each other. */
    public static boolean comparable(float[] x, int rows) {
        int strange = 0;
        for (int i = 0; i < rows; i++) {
            strange += x[i] >= 0 ? 0 : 1;
        }
        return strange == 0;
    }

    /** The bits of floats; of values from 0 on they are ordered as the values are. */
    public static void bits(float[] x, int[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = Float.floatToRawIntBits(x[i] + 0f);
        }
    }

    /**
     * Compares each row with one before it.
     *
     * @param balance grows by 1 where the row's value is the greater one, shrinks by 1 where it is the lesser
     */
    public static void compare(int[] bits, int[] before, int[] balance, int rows) {
        for (int i = 0; i < rows; i++) {
            int difference = bits[i] - before[i];
            balance[i] += difference >> 31 | -difference >>> 31;
        }
    }

    /** Rank as a share of the window, from the balance with the rows before in the window. */
    public static void share(int[] balance, int window, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = (1 + (window - 1 + balance[i]) / 2.0) / window;
        }
    }

    /** Rank as a share of what values there are; NaN where the newest is missing. */
    public static double plain(double[] x, int from, int to) {
        double value = x[to];
        int count = 0;
        int less = 0;
        int equal = 0;
        for (int i = from; i <= to; i++) {
            count += Double.isNaN(x[i]) ? 0 : 1;
            less += x[i] < value ? 1 : 0;
            equal += x[i] == value ? 1 : 0;
        }
        return Double.isNaN(value) ? Double.NaN : (less + (equal + 1) / 2.0) / count;
    }
}
