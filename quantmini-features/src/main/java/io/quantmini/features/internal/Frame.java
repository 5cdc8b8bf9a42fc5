package io.quantmini.features.internal;

import java.util.Arrays;

/**
 * The arrays in which one series is computed, reused from series to series. Belongs to one thread at a time.
 */
final class Frame {
    private static final int SCRATCH = 4;

    private final FeatureProgram.Registers registers;
    private double[][] doubles = {};
    private float[][] floats = {};
    private int[][] ints = {};
    private long[][] longs = {};
    private final double[][] shifted = new double[SCRATCH][];
    private float[] shiftedFloats = {};
    private int[] shiftedInts = {};
    private float[] rounded = {};
    private int capacity = -1;
    private SeriesRows series = SeriesRows.NONE;

    Frame(FeatureProgram.Registers registers) {
        this.registers = registers;
    }

    /** Makes room for a series. */
    void take(SeriesRows rows) {
        series = rows;
        if (rows.count() <= capacity) {
            return;
        }
        capacity = Math.max(rows.count(), 2 * capacity);
        doubles = new double[registers.doubles()][capacity];
        floats = new float[registers.floats()][capacity];
        ints = new int[registers.ints()][capacity];
        longs = new long[registers.longs()][capacity];
        for (int i = 0; i < SCRATCH; i++) {
            shifted[i] = new double[capacity];
        }
        shiftedFloats = new float[capacity];
        shiftedInts = new int[capacity];
        rounded = new float[capacity];
    }

    int rows() {
        return series.count();
    }

    SeriesRows series() {
        return series;
    }

    double[] doubles(Node node) {
        return doubles[node.register()];
    }

    float[] floats(Node node) {
        return floats[node.register()];
    }

    int[] ints(Node node) {
        return ints[node.register()];
    }

    long[] longs(Node node) {
        return longs[node.register()];
    }

    /**
     * The values some rows before, NaN where there are none, in one of four arrays of the frame's own. Loops over arrays
     * that are read at one index are the ones a JVM turns into vector instructions.
     */
    double[] before(Node node, int rowsBack, int scratch) {
        double[] out = shifted[scratch];
        shift(doubles(node), rowsBack, out);
        return out;
    }

    /** The values some rows before, 0 where there are none. */
    double[] beforeOrZero(Node node, int rowsBack) {
        double[] out = before(node, rowsBack, 0);
        Arrays.fill(out, 0, Math.min(rowsBack, rows()), 0);
        return out;
    }

    float[] floatsBefore(Node node, int rowsBack) {
        shift(floats(node), rowsBack, shiftedFloats);
        return shiftedFloats;
    }

    /** Integers some rows before, 0 where there are none. */
    int[] intsBefore(Node node, int rowsBack) {
        int back = Math.min(rowsBack, rows());
        Arrays.fill(shiftedInts, 0, back, 0);
        System.arraycopy(ints(node), 0, shiftedInts, back, rows() - back);
        return shiftedInts;
    }

    /** An array of the frame's own for an answer's floats. */
    float[] rounded() {
        return rounded;
    }

    /** Moves values to later rows, or to earlier ones for a negative number; NaN where none come from. */
    void shift(double[] x, int by, double[] out) {
        int rows = rows();
        int back = Math.min(Math.abs(by), rows);
        if (by >= 0) {
            Arrays.fill(out, 0, back, Double.NaN);
            System.arraycopy(x, 0, out, back, rows - back);
        } else {
            System.arraycopy(x, back, out, 0, rows - back);
            Arrays.fill(out, rows - back, rows, Double.NaN);
        }
    }

    /** The same for floats. */
    void shift(float[] x, int by, float[] out) {
        int rows = rows();
        int back = Math.min(Math.abs(by), rows);
        if (by >= 0) {
            Arrays.fill(out, 0, back, Float.NaN);
            System.arraycopy(x, 0, out, back, rows - back);
        } else {
            System.arraycopy(x, back, out, 0, rows - back);
            Arrays.fill(out, rows - back, rows, Float.NaN);
        }
    }
}
