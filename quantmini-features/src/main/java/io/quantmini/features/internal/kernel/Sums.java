package io.quantmini.features.internal.kernel;

/** Sums over windows, and sums weighted by age. */
public final class Sums {
    private Sums() {}

    /** The sum of two windows that follow each other. */
    public static void merge(double[] newer, double[] older, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = newer[i] + older[i];
        }
    }

    /** The same where the older one counts less. */
    public static void mergeDecayed(double[] newer, double[] older, double decay, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = newer[i] + decay * older[i];
        }
    }

    /** A weighted mean from its sums; NaN where fewer than {@code least} values are in it. */
    public static void ratio(double[] values, double[] weights, double[] count, int least, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = count[i] >= least ? Finite.of(values[i] / weights[i]) : Double.NaN;
        }
    }

    /** The sum of what values there are; NaN where there is none. */
    public static double plain(double[] x, int from, int to) {
        double sum = 0;
        int count = 0;
        for (int i = from; i <= to; i++) {
            if (!Double.isNaN(x[i])) {
                sum += x[i];
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum;
    }

    /** The mean of what values there are; NaN where there is none. */
    public static double plainMean(double[] x, int from, int to) {
        return plain(x, from, to) / plainCount(x, from, to);
    }

    /** How many values there are. */
    public static int plainCount(double[] x, int from, int to) {
        int count = 0;
        for (int i = from; i <= to; i++) {
            count += Double.isNaN(x[i]) ? 0 : 1;
        }
        return count;
    }

    /** How many of the last {@code window} rows have a value. */
    public static void count(double[] x, int window, double[] out, int rows) {
        int count = 0;
        for (int i = 0; i < rows; i++) {
            count += Double.isNaN(x[i]) ? 0 : 1;
            if (i >= window) {
                count -= Double.isNaN(x[i - window]) ? 0 : 1;
            }
            out[i] = count;
        }
    }

    /** The sum of all values so far; NaN while there is none. */
    public static void soFar(double[] x, double[] out, int rows) {
        double sum = Double.NaN;
        for (int i = 0; i < rows; i++) {
            if (!Double.isNaN(x[i])) {
                sum = Double.isNaN(sum) ? x[i] : sum + x[i];
            }
            out[i] = sum;
        }
    }
}
