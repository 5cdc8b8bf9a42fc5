package io.quantmini.features.internal.kernel;

/**
 * The least-squares line through a window's values at positions 1 (oldest row) to d (newest). A missing row keeps its
 * position.
 */
public final class Trends {
    private Trends() {}

    /**
     * The sum of (position - mean position)(x - mean x) over two windows that follow each other.
     *
     * @param newer that of the newer one
     * @param older that of the older one
     * @param distance older mean less newer mean
     * @param weight half the product of the two counts of rows
     */
    public static void merge(double[] newer, double[] older, double[] distance, double weight, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = newer[i] + older[i] - distance[i] * weight;
        }
    }

    /** The same where one of the two is a single row. */
    public static void mergeRow(double[] larger, double[] distance, double weight, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = larger[i] - distance[i] * weight;
        }
    }

    /** The same where both are. */
    public static void mergeRows(double[] distance, double weight, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = -distance[i] * weight;
        }
    }

    /** The sum of squared distances of the positions 1 to {@code rows} from their mean. */
    public static double positions(int rows) {
        return rows * ((double) rows * rows - 1) / 12;
    }

    /** How much of the variance the line explains. */
    public static void explained(double[] trend, double[] moment, double positions, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = trend[i] * trend[i] / (positions * moment[i]);
        }
    }

    /** The newest value's distance from the line. */
    public static void residual(
            double[] x, double[] mean, double[] trend, double positions, int window, double[] out, int rows) {
        double half = (window - 1) / 2.0;
        for (int i = 0; i < rows; i++) {
            out[i] = x[i] - mean[i] - trend[i] / positions * half;
        }
    }

    /** Slope of what values there are; NaN for fewer than two. */
    public static double plainSlope(double[] x, int from, int to) {
        return Line.of(x, from, to).slope();
    }

    /** Explained share of what values there are; NaN for fewer than two, and where they are flat. */
    public static double plainExplained(double[] x, int from, int to) {
        Line line = Line.of(x, from, to);
        return line.px * line.px / (line.pp * line.xx);
    }

    /** The newest value's distance from the line; NaN where there is none, and for fewer than two. */
    public static double plainResidual(double[] x, int from, int to) {
        Line line = Line.of(x, from, to);
        return x[to] - (line.meanX + line.slope() * (to - line.meanP));
    }

    /** Moments of position and value, in two passes; positions are indices. */
    private record Line(double meanP, double meanX, double pp, double px, double xx) {
        static Line of(double[] x, int from, int to) {
            int count = 0;
            double sumP = 0;
            double sumX = 0;
            double first = Double.NaN;
            for (int i = from; i <= to; i++) {
                if (!Double.isNaN(x[i])) {
                    first = count == 0 ? x[i] : first;
                    count++;
                    sumP += i;
                    sumX += x[i] - first;
                }
            }
            double meanP = sumP / count;
            double meanX = first + sumX / count;
            double pp = 0;
            double px = 0;
            double xx = 0;
            for (int i = from; i <= to; i++) {
                if (!Double.isNaN(x[i])) {
                    double dp = i - meanP;
                    double dx = x[i] - meanX;
                    pp += dp * dp;
                    px += dp * dx;
                    xx += dx * dx;
                }
            }
            return new Line(meanP, meanX, pp, px, xx);
        }

        /** 0 over 0 for a single value. */
        double slope() {
            return px / pp;
        }
    }
}
