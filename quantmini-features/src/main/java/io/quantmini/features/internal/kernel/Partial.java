package io.quantmini.features.internal.kernel;

import java.util.Arrays;

/**
 * How much the two parts of a window weigh where values are missing: at the start of a series the older part has fewer rows or
 * none, and anywhere a row may have no value. These arrays make {@link Moments} exact over what values there are; over a
 * part without values every moment is 0, and it weighs nothing. For a series without gaps they are written down at once.
 */
public final class Partial {
    private Partial() {}

    /** The counts of two windows that follow each other, together. */
    public static void count(double[] newer, double[] older, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = newer[i] + older[i];
        }
    }

    /** Counts of a series without gaps. */
    public static void wholeCount(int window, double[] out, int rows) {
        int start = Math.min(window - 1, rows);
        for (int i = 0; i < start; i++) {
            out[i] = i + 1;
        }
        Arrays.fill(out, start, rows, window);
    }

    /** The older part's share of the values. */
    public static void share(double[] newer, double[] older, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = older[i] / Math.max(newer[i] + older[i], 1);
        }
    }

    /** Shares in a series without gaps; {@code part} rows are the newer part of {@code window}. */
    public static void wholeShare(int part, int window, double[] out, int rows) {
        Arrays.fill(out, 0, Math.min(part, rows), 0);
        int full = Math.min(window - 1, rows);
        for (int i = part; i < full; i++) {
            out[i] = (i + 1 - part) / (double) (i + 1);
        }
        if (full < rows) {
            Arrays.fill(out, full, rows, (window - part) / (double) window);
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

    /** Distances between the mean positions of the two parts, in a series without gaps. */
    public static void wholePositionDistance(int window, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = -Math.min(i + 1, window) / 2.0;
        }
    }

    /** Second moments of the positions, in a series without gaps. */
    public static void wholePositionMoment(int window, double[] out, int rows) {
        int start = Math.min(window - 1, rows);
        for (int i = 0; i < start; i++) {
            out[i] = Trends.positions(i + 1);
        }
        Arrays.fill(out, start, rows, Trends.positions(window));
    }

    /** How far the newest row is from the mean position, in a series without gaps. */
    public static void wholeAhead(int window, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = (Math.min(i + 1, window) - 1) / 2.0;
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
