package io.quantmini.features.internal.kernel;

import java.util.Arrays;

/** The newest value's place among its window, equal values sharing the average of theirs. */
public final class Ranks {
    private Ranks() {}

    /** Whether no value is negative: then {@link #bits} can be subtracted from each other. */
    public static boolean comparable(float[] x, int rows) {
        int negative = 0;
        for (int i = 0; i < rows; i++) {
            negative += x[i] < 0 ? 1 : 0;
        }
        return negative == 0;
    }

    /** The bits of floats, which are ordered as the values are, those of missing ones 0. */
    public static void bits(float[] x, int[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = Float.isFinite(x[i]) ? Float.floatToRawIntBits(x[i] + 0f) : 0;
        }
    }

    /** All bits where there is a value, none where it is missing. */
    public static void mask(float[] x, int[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = Float.isFinite(x[i]) ? -1 : 0;
        }
    }

    /**
     * Compares each row with one before it.
     *
     * @param back how many rows before; those that have no such row are left alone
     * @param balance grows by 1 where the row's value is the greater one, shrinks by 1 where it is the lesser
     */
    public static void compare(int[] bits, int[] before, int back, int[] balance, int rows) {
        for (int i = back; i < rows; i++) {
            int difference = bits[i] - before[i];
            balance[i] += difference >> 31 | -difference >>> 31;
        }
    }

    /** The same where rows before may have no value. */
    public static void compareMasked(int[][] bits, int[] mask, int back, int[] balance, int rows) {
        int[] own = bits[0];
        int[] before = bits[1];
        for (int i = back; i < rows; i++) {
            int difference = own[i] - before[i];
            balance[i] += (difference >> 31 | -difference >>> 31) & mask[i];
        }
    }

    /** Rank as a share of what values there are, from the balance with the others; NaN where the newest is missing. */
    public static void share(int[] balance, double[] x, double[] count, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = (1 + (count[i] - 1 + balance[i]) * 0.5) / count[i] + x[i] * 0;
        }
    }

    /** Rank among sorted values of which it is one, as a share of their count. */
    public static double ofSorted(double[] sorted, double value) {
        int from = Arrays.binarySearch(sorted, value);
        int to = from;
        while (from > 0 && sorted[from - 1] == value) {
            from--;
        }
        while (to < sorted.length - 1 && sorted[to + 1] == value) {
            to++;
        }
        return (from + to + 2) / 2.0 / sorted.length;
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
