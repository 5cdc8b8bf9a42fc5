package io.quantmini.features.internal.kernel;

/**
 * How much the two parts of a window weigh where values are missing: at the start of a series the older part has fewer rows or
 * none, and anywhere a row may have no value. With these arrays moments are exact over what values there are; over a part
 * without values every moment is 0, and it weighs nothing.
 */
public final class Partial {
    private Partial() {}

    /** The counts of two windows that follow each other, together. */
    public static void count(double[] newer, double[] older, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = newer[i] + older[i];
        }
    }

    /** The older part's share of the values. */
    public static void share(double[] newer, double[] older, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = older[i] / Math.max(newer[i] + older[i], 1);
        }
    }

    /** Product of the two counts over their sum. */
    public static void weight(double[] newer, double[] share, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = newer[i] * share[i];
        }
    }

    /** The mean of two windows that follow each other. */
    public static void mergeMean(double[] newer, double[] older, double[] share, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = newer[i] + (older[i] - newer[i]) * share[i];
        }
    }

    /** The sum of (x - mean x)(y - mean y) over two windows that follow each other. */
    public static void merge(
            double[] newer, double[] older, double[][] distances, double[] weight, double[] out, int rows) {
        double[] dx = distances[0];
        double[] dy = distances[1];
        for (int i = 0; i < rows; i++) {
            out[i] = newer[i] + older[i] + dx[i] * dy[i] * weight[i];
        }
    }

    /** The same where one of the two is a single row, which has no moment. */
    public static void mergeRow(double[] larger, double[] dx, double[] dy, double[] weight, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = larger[i] + dx[i] * dy[i] * weight[i];
        }
    }

    /** The same where both are. */
    public static void mergeRows(double[] dx, double[] dy, double[] weight, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = dx[i] * dy[i] * weight[i];
        }
    }

    /** How far the newest row is from the mean position. */
    public static void ahead(double[] meanPosition, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = i - meanPosition[i];
        }
    }

    /** The positions of rows that have a value, 0 for others. */
    public static void positions(double[] x, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = Double.isNaN(x[i]) ? 0 : i;
        }
    }

    /** Sums where there are values. */
    public static void whereAny(double[] x, double[] count, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = count[i] == 0 ? Double.NaN : x[i];
        }
    }

    /** Degrees of freedom; NaN for fewer than two values. */
    public static void degrees(double[] count, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = count[i] < 2 ? Double.NaN : count[i] - 1;
        }
    }

    /** The share of the variance that the line explains. */
    public static void explained(double[] trend, double[] positions, double[] moment, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = trend[i] * trend[i] / (positions[i] * moment[i]);
        }
    }

    /** The slope of the line. */
    public static void ratio(double[] x, double[] y, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = x[i] / y[i];
        }
    }

    /** The newest value's distance from the line; {@code line} is mean, slope and how far ahead the newest row is. */
    public static void residual(double[] x, double[][] line, double[] out, int rows) {
        double[] mean = line[0];
        double[] slope = line[1];
        double[] ahead = line[2];
        for (int i = 0; i < rows; i++) {
            out[i] = x[i] - mean[i] - slope[i] * ahead[i];
        }
    }

    /** Root of a second moment over its degrees of freedom. */
    public static void deviation(double[] moment, double[] degrees, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = Math.sqrt(moment[i] / degrees[i]);
        }
    }
}
