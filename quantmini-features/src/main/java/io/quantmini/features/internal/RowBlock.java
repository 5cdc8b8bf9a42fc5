package io.quantmini.features.internal;

import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Bars of some symbols or contracts, all of each, as arrays. The rows of one key are a run: its texts stand once. Columns go by
 * their place in bronze's schema. Filled by one thread, then read by another.
 */
final class RowBlock {
    private static final int FIRST_ROWS = 1024;

    private final List<Field> fields;
    private final List<Run> runs = new ArrayList<>();
    private final double[][] doubles;
    private final long[][] longs;
    private final int[][] ints;
    private int rows;
    private int capacity;

    RowBlock(Schema schema) {
        this.fields = schema.getFields();
        this.doubles = new double[fields.size()][];
        this.longs = new long[fields.size()][];
        this.ints = new int[fields.size()][];
        grow(FIRST_ROWS);
    }

    static RowBlock of(Dataset dataset) {
        return new RowBlock(BarSchema.bronze(dataset));
    }

    /** Forgets all rows. */
    void clear() {
        rows = 0;
        runs.clear();
    }

    int rows() {
        return rows;
    }

    List<Run> runs() {
        return runs;
    }

    double[] doubles(int column) {
        return doubles[column];
    }

    long[] longs(int column) {
        return longs[column];
    }

    int[] ints(int column) {
        return ints[column];
    }

    /** The place of a column. */
    int place(String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).getName().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("[block] expected a column of bronze, got " + name);
    }

    /** Makes room for more rows and counts them; the caller fills them in. */
    void extend(int more) {
        rows += more;
        if (rows > capacity) {
            grow(Math.max(rows, 2 * capacity));
        }
    }

    /** The rows since the last run are one. */
    void endRun(byte[][] texts) {
        int from = runs.isEmpty() ? 0 : runs.get(runs.size() - 1).to();
        runs.add(new Run(texts, from, rows));
    }

    private void grow(int size) {
        capacity = size;
        for (int i = 0; i < fields.size(); i++) {
            switch (fields.get(i).getType().getTypeID()) {
                case FloatingPoint ->
                    doubles[i] = doubles[i] == null ? new double[size] : Arrays.copyOf(doubles[i], size);
                case Timestamp -> longs[i] = longs[i] == null ? new long[size] : Arrays.copyOf(longs[i], size);
                case Utf8 -> {}
                default -> ints[i] = ints[i] == null ? new int[size] : Arrays.copyOf(ints[i], size);
            }
        }
    }
}
