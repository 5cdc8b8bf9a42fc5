package io.quantmini.features.internal.kernel;

import java.util.Arrays;

/** Quantiles of windows, linear between the two values around them. */
public final class Quantiles {
    private Quantiles() {}

    /**
     * The quantile of what values the last {@code window} rows have; NaN where they have none.
     *
     * <p>The window's values are kept sorted: one leaves, one enters.
     */
    public static void sorted(double[] x, int window, double share, double[] out, int rows) {
        double[] sorted = new double[Math.min(window, Math.max(rows, 1))];
        int count = 0;
        for (int i = 0; i < rows; i++) {
            if (i >= window && !Double.isNaN(x[i - window])) {
                int at = Arrays.binarySearch(sorted, 0, count, x[i - window]);
                System.arraycopy(sorted, at + 1, sorted, at, --count - at);
            }
            if (!Double.isNaN(x[i])) {
                int at = Arrays.binarySearch(sorted, 0, count, x[i]);
                int place = at < 0 ? -at - 1 : at;
                System.arraycopy(sorted, place, sorted, place + 1, count++ - place);
                sorted[place] = x[i];
            }
            out[i] = of(sorted, count, share);
        }
    }

    /** The quantile of what values there are; NaN where there is none. */
    public static double plain(double[] x, int from, int to, double share) {
        double[] sorted = new double[to - from + 1];
        int count = 0;
        for (int i = from; i <= to; i++) {
            if (!Double.isNaN(x[i])) {
                sorted[count++] = x[i];
            }
        }
        Arrays.sort(sorted, 0, count);
        return of(sorted, count, share);
    }

    private static double of(double[] sorted, int count, double share) {
        if (count == 0) {
            return Double.NaN;
        }
        double place = share * (count - 1);
        int below = (int) place;
        if (below == count - 1) {
            return sorted[below];
        }
        return between(sorted[below], sorted[below + 1], place - below);
    }

    static double between(double lower, double upper, double part) {
        return lower + (upper - lower) * part;
    }
}
