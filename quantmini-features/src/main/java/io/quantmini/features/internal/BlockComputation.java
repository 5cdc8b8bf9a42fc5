package io.quantmini.features.internal;

import io.quantmini.features.internal.kernel.FloatRows;
import java.util.List;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Computes blocks, one after the other, with arrays of its own. Belongs to one thread at a time. */
final class BlockComputation {
    private final FeatureProgram program;
    private final SeriesSource source;
    private final List<Field> fields;
    private final Layout layout;
    private final boolean[] isFloat;
    private final Frame frame;
    private final Series series;
    private double[] doubles = new double[0];
    private float[] floats = new float[0];
    private long[] longs = new long[0];
    private int[] ints = new int[0];

    BlockComputation(FeatureProgram program, SeriesSource source, Schema silver, Layout layout) {
        this.program = program;
        this.source = source;
        this.fields = silver.getFields();
        this.layout = layout;
        this.frame = program.frame();
        this.series = new Series(source.fields());
        this.isFloat = new boolean[fields.size()];
        for (int i = layout.firstFeature(); i < isFloat.length; i++) {
            isFloat[i] = fields.get(i).getType() instanceof ArrowType.FloatingPoint type
                    && type.getPrecision() == FloatingPointPrecision.SINGLE;
        }
    }

    /**
     * Where the parts of a row of silver begin.
     *
     * @param bronze how many columns come from bronze, first of all
     * @param factor which column of a series goes between them and the features; negative for none
     * @param gap which column of a series says why there is no underlying; negative for none
     * @param reaches of the features and labels
     */
    record Layout(int bronze, int factor, int gap, List<Reach> reaches) {
        Layout {
            reaches = List.copyOf(reaches);
        }

        /** How many rows back and ahead a value looks. */
        record Reach(int back, int ahead) {}

        int firstFeature() {
            return factor < 0 ? bronze : bronze + 1;
        }
    }

    /** The rows of the block that are wanted, with their features, into an output that has room for all of the block. */
    void compute(RowBlock block, BlockOutput output) {
        SeriesSource.Cut cut = source.of(block);
        for (Run run : block.runs()) {
            cut.each(run, series, () -> give(block, run, output));
        }
        output.end();
    }

    private void give(RowBlock block, Run run, BlockOutput output) {
        makeRoom(Math.max(series.values().count(), series.given()));
        for (int i = 0; i < layout.bronze(); i++) {
            bronze(block, run, i, output);
        }
        if (layout.factor() >= 0) {
            int from = gather(series.column(layout.factor()), series.rowsGiven());
            output.putWhole(
                    layout.bronze(),
                    from < 0 ? doubles : series.column(layout.factor()),
                    Math.max(from, 0),
                    series.given());
        }
        Nulls nulls = new Nulls(series, layout.gap());
        program.run(frame, series.values(), (column, values, node) -> {
            if (layout.firstFeature() + column < fields.size()) {
                feature(column, values, node, output);
            } else {
                nulls.volatility(values.doubles(node));
            }
        });
        nulls.count(output);
        output.add(series.given());
    }

    private void bronze(RowBlock block, Run run, int column, BlockOutput output) {
        int[] rows = series.blockRows();
        int count = series.given();
        switch (fields.get(column).getType().getTypeID()) {
            case FloatingPoint -> {
                double[] x = block.doubles(column);
                int from = gather(x, rows);
                output.putWhole(column, from < 0 ? doubles : x, Math.max(from, 0), count);
            }
            case Timestamp -> {
                for (int i = 0; i < count; i++) {
                    longs[i] = block.longs(column)[rows[i]];
                }
                output.putWhole(column, longs, 0, count);
            }
            case Utf8 -> output.putText(column, run.text(column), count);
            default -> {
                for (int i = 0; i < count; i++) {
                    ints[i] = block.ints(column)[rows[i]];
                }
                output.putWhole(column, ints, 0, count);
            }
        }
    }

    private void feature(int feature, Frame values, Node node, BlockOutput output) {
        int column = layout.firstFeature() + feature;
        int[] rows = series.rowsGiven();
        Layout.Reach reach = layout.reaches().get(feature);
        if (!isFloat[column]) {
            double[] x = values.doubles(node);
            boolean near = source.reach() < 0 || (reach.back() == 0 && reach.ahead() == 0);
            int from = near ? gather(x, rows) : gatherNear(x, rows, reach);
            output.put(column, from < 0 ? doubles : x, Math.max(from, 0), series.given());
            return;
        }
        float[] x = rounded(values, node);
        int from = source.reach() < 0 || reach.ahead() == 0 ? gather(x, rows) : gatherNear(x, rows, reach);
        output.put(column, from < 0 ? floats : x, Math.max(from, 0), series.given());
    }

    private float[] rounded(Frame values, Node node) {
        float[] out = values.rounded();
        if (node.isFloat()) {
            FloatRows.finite(values.floats(node), out, values.rows());
        } else {
            FloatRows.round(values.doubles(node), out, values.rows());
        }
        return out;
    }

    /** Where the rows that are given begin if they follow each other; else negative, and they are copied. */
    private int gather(double[] x, int[] rows) {
        if (isContiguous(rows)) {
            return rows[0];
        }
        for (int i = 0; i < series.given(); i++) {
            doubles[i] = x[rows[i]];
        }
        return -1;
    }

    /** The same, without the values that depend on rows out of reach. */
    private int gatherNear(double[] x, int[] rows, Layout.Reach reach) {
        for (int i = 0; i < series.given(); i++) {
            boolean near = isNear(rows[i], reach.back()) && isNear(rows[i], -reach.ahead());
            doubles[i] = near ? x[rows[i]] : Double.NaN;
        }
        return -1;
    }

    /** The same of floats, which look ahead alone where there is a reach. */
    private int gatherNear(float[] x, int[] rows, Layout.Reach reach) {
        for (int i = 0; i < series.given(); i++) {
            floats[i] = isNear(rows[i], -reach.ahead()) ? x[rows[i]] : Float.NaN;
        }
        return -1;
    }

    /** Whether there is a row so many before, or after for a negative number, and within reach. */
    private boolean isNear(int row, int back) {
        int[] numbers = series.numbers();
        int other = row - back;
        return other >= 0 && other < series.rows() && Math.abs(numbers[row] - numbers[other]) <= source.reach();
    }

    private int gather(float[] x, int[] rows) {
        if (isContiguous(rows)) {
            return rows[0];
        }
        for (int i = 0; i < series.given(); i++) {
            floats[i] = x[rows[i]];
        }
        return -1;
    }

    private boolean isContiguous(int[] rows) {
        return rows[series.given() - 1] - rows[0] == series.given() - 1;
    }

    private void makeRoom(int rows) {
        if (doubles.length < rows) {
            doubles = new double[2 * rows];
            floats = new float[2 * rows];
            longs = new long[2 * rows];
            ints = new int[2 * rows];
        }
    }
}
