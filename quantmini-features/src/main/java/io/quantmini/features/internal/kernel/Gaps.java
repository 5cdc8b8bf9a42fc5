package io.quantmini.features.internal.kernel;

/**
 * Where values are missing, and the windows that are therefore not full: at the start of a series, and for as long as a
 * missing value lies in them. Qlib takes what is there, so these windows are computed by themselves.
 */
public final class Gaps {
    private Gaps() {}

    /** A window over what values there are: indices {@code from} to {@code to}, both included. */
    @FunctionalInterface
    public interface Plain {
        /** The value of the window's newest row, {@code to}. */
        double of(double[] x, int from, int to);
    }

    /** A window over two series. */
    @FunctionalInterface
    public interface PlainPair {
        /** The value of the window's newest row, {@code to}. */
        double of(double[] x, double[] y, int from, int to);
    }

    /** For each row the last one up to it without a value; -1 for none. */
    public static void last(double[] x, int[] out, int rows) {
        int last = -1;
        for (int i = 0; i < rows; i++) {
            last = Double.isNaN(x[i]) ? i : last;
            out[i] = last;
        }
    }

    /** Computes the windows of two series that are not full. */
    public static void fill(double[][] xy, int[][] last, int window, PlainPair plain, double[] out, int rows) {
        boolean clean = rows == 0 || (last[0][rows - 1] < 0 && last[1][rows - 1] < 0);
        int until = clean ? Math.min(window - 1, rows) : rows;
        for (int i = 0; i < until; i++) {
            if (i < window - 1 || last[0][i] > i - window || last[1][i] > i - window) {
                out[i] = plain.of(xy[0], xy[1], Math.max(0, i - window + 1), i);
            }
        }
    }

    /** Computes every full window by its plain version, and leaves the others without a value. */
    public static void whole(double[] x, int[] last, int window, Plain plain, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            boolean full = i >= window - 1 && last[i] <= i - window;
            out[i] = full ? plain.of(x, i - window + 1, i) : Double.NaN;
        }
    }

    /** Leaves windows that are not full without a value. */
    public static void empty(int[] last, int window, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            if (i < window - 1 || last[i] > i - window) {
                out[i] = Double.NaN;
            }
        }
    }

    /** Computes every window by its plain version. */
    public static void every(double[] x, int window, Plain plain, double[] out, int rows) {
        for (int i = 0; i < rows; i++) {
            out[i] = plain.of(x, Math.max(0, i - window + 1), i);
        }
    }
}
