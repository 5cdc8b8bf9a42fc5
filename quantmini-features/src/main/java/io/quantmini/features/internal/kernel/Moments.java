package io.quantmini.features.internal.kernel;

/**
 * Means and second moments over windows, merged as by Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm
 * for computing sample variances", 1979. The mean is kept as a distance from that of the newer part, so over equal values
 * it is that value, and moments are exactly 0.
 */
public final class Moments {
    private Moments() {}

    /** The mean of two windows that follow each other; {@code share} is the older one's of the rows. */
    public static void mergeMean(double[] newer, double[] older, double share, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = newer[i] + (older[i] - newer[i]) * share;
        }
    }

    /**
     * The distance between the means of two windows that follow each other.
     *
     * @param newer mean of the newer one
     * @param older mean of the older one
     */
    public static void distance(double[] newer, double[] older, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = older[i] - newer[i];
        }
    }

    /**
     * The sum of (x - mean x)(y - mean y) over two windows that follow each other.
     *
     * @param newer that of the newer one
     * @param older that of the older one
     * @param dx distance of the means of x
     * @param dy distance of the means of y
     * @param weight product of the two counts of rows over their sum
     */
    public static void merge(
            double[] newer, double[] older, double[] dx, double[] dy, double weight, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = newer[i] + older[i] + dx[i] * dy[i] * weight;
        }
    }

    /** The same where one of the two is a single row, which has no moment. */
    public static void mergeRow(double[] larger, double[] dx, double[] dy, double weight, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = larger[i] + dx[i] * dy[i] * weight;
        }
    }

    /** The same where both are. */
    public static void mergeRows(double[] dx, double[] dy, double weight, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = dx[i] * dy[i] * weight;
        }
    }

    /** Sample variance of what values there are; NaN for fewer than two. */
    public static double plainVariance(double[] x, int from, int to) {
        return plainCovariance(x, x, from, to);
    }

    /** Sample standard deviation of what values there are; NaN for fewer than two. */
    public static double plainDeviation(double[] x, int from, int to) {
        return Math.sqrt(plainVariance(x, from, to));
    }

    /** Sample covariance of the rows in which both have a value; NaN for fewer than two. */
    public static double plainCovariance(double[] x, double[] y, int from, int to) {
        Pairs pairs = Pairs.of(x, y, from, to);
        return pairs.count < 2 ? Double.NaN : pairs.xy / (pairs.count - 1);
    }

    /** Correlation of the rows in which both have a value; NaN for fewer than two, and where one is flat. */
    public static double plainCorrelation(double[] x, double[] y, int from, int to) {
        Pairs pairs = Pairs.of(x, y, from, to);
        double scale = Math.sqrt(pairs.xx * pairs.yy);
        return pairs.count < 2 || scale == 0 ? Double.NaN : pairs.xy / scale;
    }

    /** Correlation from moments; NaN where one is flat. */
    public static void correlation(double[] xy, double[] xx, double[] yy, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            // 0 over 0 where one is flat
            out[i] = xy[i] / Math.sqrt(xx[i] * yy[i]);
        }
    }

    /** The values whose deviation is above a bound, or unknown. */
    public static void whereAbove(double[] x, double[] deviation, double bound, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = deviation[i] <= bound ? Double.NaN : x[i];
        }
    }

    /** Moments of pairs, in two passes. */
    private record Pairs(int count, double xx, double xy, double yy) {
        static Pairs of(double[] x, double[] y, int from, int to) {
            int count = 0;
            double sumX = 0;
            double sumY = 0;
            double firstX = Double.NaN;
            double firstY = Double.NaN;
            for (int i = from; i <= to; i++) {
                if (!Double.isNaN(x[i]) && !Double.isNaN(y[i])) {
                    if (count == 0) {
                        firstX = x[i];
                        firstY = y[i];
                    }
                    count++;
                    sumX += x[i] - firstX;
                    sumY += y[i] - firstY;
                }
            }
            double meanX = firstX + sumX / count;
            double meanY = firstY + sumY / count;
            double xx = 0;
            double xy = 0;
            double yy = 0;
            for (int i = from; i <= to; i++) {
                if (!Double.isNaN(x[i]) && !Double.isNaN(y[i])) {
                    double dx = x[i] - meanX;
                    double dy = y[i] - meanY;
                    xx += dx * dx;
                    xy += dx * dy;
                    yy += dy * dy;
                }
            }
            return new Pairs(count, xx, xy, yy);
        }
    }
}
