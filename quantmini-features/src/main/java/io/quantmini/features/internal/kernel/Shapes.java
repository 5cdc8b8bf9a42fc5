package io.quantmini.features.internal.kernel;

/** Skewness, kurtosis, mean deviation and weighted mean of windows: computed window by window. */
public final class Shapes {
    private Shapes() {}

    /**
     * Adjusted Fisher–Pearson skewness of what values there are, as pandas has it; 0 over equal values, NaN for fewer than
     * three.
     */
    public static double skewness(double[] x, int from, int to) {
        Deviations d = Deviations.of(x, from, to);
        double n = d.count;
        if (n < 3) {
            return Double.NaN;
        }
        if (d.flat) {
            return 0;
        }
        double variance = d.second / n;
        return Math.sqrt(n * (n - 1)) / (n - 2) * (d.third / n) / (variance * Math.sqrt(variance));
    }

    /**
     * Adjusted excess kurtosis of what values there are, as pandas has it; -3 over equal values, NaN for fewer than four.
     */
    public static double kurtosis(double[] x, int from, int to) {
        Deviations d = Deviations.of(x, from, to);
        double n = d.count;
        if (n < 4) {
            return Double.NaN;
        }
        if (d.flat) {
            return -3;
        }
        double variance = d.second / n;
        double kurtosis = d.fourth / n / (variance * variance);
        return ((n * n - 1) * kurtosis - 3 * (n - 1) * (n - 1)) / ((n - 2) * (n - 3));
    }

    /** Mean distance from the mean, of what values there are. */
    public static double meanDeviation(double[] x, int from, int to) {
        double mean = Deviations.mean(x, from, to);
        double sum = 0;
        int count = 0;
        for (int i = from; i <= to; i++) {
            if (!Double.isNaN(x[i])) {
                sum += Math.abs(x[i] - mean);
                count++;
            }
        }
        return sum / count;
    }

    /** The mean with weights 1 for the oldest row of the window to d for the newest. */
    public static double weightedMean(double[] x, int from, int to) {
        double sum = 0;
        double weights = 0;
        for (int i = from; i <= to; i++) {
            double weight = i - from + 1;
            weights += weight;
            sum += weight * x[i];
        }
        return sum / weights;
    }

    /** What Qlib calls so: the weighted values' mean, not their sum; weights count missing rows. */
    public static double qlibWeightedMean(double[] x, int from, int to) {
        double sum = 0;
        double weights = 0;
        int count = 0;
        for (int i = from; i <= to; i++) {
            double weight = i - from + 1;
            weights += weight;
            if (!Double.isNaN(x[i])) {
                sum += weight * x[i];
                count++;
            }
        }
        return sum / weights / count;
    }

    private record Deviations(int count, boolean flat, double second, double third, double fourth) {
        static Deviations of(double[] x, int from, int to) {
            double mean = mean(x, from, to);
            double first = Double.NaN;
            boolean flat = true;
            int count = 0;
            double second = 0;
            double third = 0;
            double fourth = 0;
            for (int i = from; i <= to; i++) {
                if (!Double.isNaN(x[i])) {
                    first = count == 0 ? x[i] : first;
                    flat &= x[i] == first;
                    count++;
                    double d = x[i] - mean;
                    second += d * d;
                    third += d * d * d;
                    fourth += d * d * d * d;
                }
            }
            return new Deviations(count, flat, second, third, fourth);
        }

        static double mean(double[] x, int from, int to) {
            return Sums.plainMean(x, from, to);
        }
    }
}
