package io.quantmini.features.internal;

import java.util.Arrays;

/**
 * The arrays in which one series is computed, reused from series to series. Belongs to one thread at a time.
 */
final class Frame {
    private static final int SCRATCH = 4;

    /** Patterns of missing values that most series have: none, and the first row alone. */
    private static final int REGULAR = 2;

    private final FeatureProgram.Registers registers;
    private double[][] doubles = {};
    private float[][] floats = {};
    private int[][] ints = {};
    private long[][] longs = {};
    private final double[][] shifted = new double[SCRATCH][];
    private float[] shiftedFloats = {};
    private int[][] shiftedInts = {};
    private float[] rounded = {};
    private int capacity = -1;
    private SeriesRows series = SeriesRows.NONE;
    private final double[][] shared;
    private final double[][][] patterns;

    Frame(FeatureProgram.Registers registers) {
        this.registers = registers;
        this.shared = new double[registers.nodes()][];
        this.patterns = new double[REGULAR][registers.nodes()][];
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
        shiftedInts = new int[2][capacity];
        rounded = new float[capacity];
    }

    int rows() {
        return series.count();
    }

    SeriesRows series() {
        return series;
    }

    double[] doubles(Node node) {
        double[] same = shared[node.id()];
        return same == null ? doubles[node.register()] : same;
    }

    /**
     * Computes a node of doubles that depends on nothing but which rows miss a value. For the patterns that most series have
     * that is done once.
     *
     * @param gaps per row the last one up to it without a value
     */
    void ofPattern(Node gaps, Node out, Runnable compute) {
        int rows = rows();
        int missing = rows == 0 ? 0 : ints(gaps)[rows - 1] + 1;
        shared[out.id()] = null;
        if (missing >= REGULAR) {
            compute.run();
            return;
        }
        double[] known = patterns[missing][out.id()];
        if (known == null || known.length < rows) {
            compute.run();
            known = Arrays.copyOf(doubles(out), rows);
            patterns[missing][out.id()] = known;
        }
        shared[out.id()] = known;
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
     * The values some rows before, or after for a negative number, NaN where there are none, in one of four arrays of the
     * frame's own. Loops over arrays that are read at one index are the ones a JVM turns into vector instructions.
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

    /** Floats some rows before, or after for a negative number; NaN where there are none. */
    float[] floatsBefore(Node node, int rowsBack) {
        shift(floats(node), rowsBack, shiftedFloats);
        return shiftedFloats;
    }

    /** Floats some rows before, {@code none} where there are none. */
    float[] floatsBefore(Node node, int rowsBack, float none) {
        floatsBefore(node, rowsBack);
        Arrays.fill(shiftedFloats, 0, Math.min(rowsBack, rows()), none);
        return shiftedFloats;
    }

    /** Integers some rows before, in one of two arrays of the frame's own; anything where there are none. */
    int[] intsBefore(Node node, int rowsBack, int scratch) {
        int back = Math.min(rowsBack, rows());
        int[] out = shiftedInts[scratch];
        System.arraycopy(ints(node), 0, out, back, rows() - back);
        return out;
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
