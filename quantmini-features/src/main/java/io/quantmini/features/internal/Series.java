package io.quantmini.features.internal;

import java.util.Arrays;

/**
 * One series in the making: rows as windows see them, and which of them are to be given. Reused from series to series; belongs
 * to one thread.
 */
final class Series {
    private final double[][] columns;
    private int[] given = new int[0];
    private int[] blockRows = new int[0];
    private int[] numbers = new int[0];
    private int capacity;
    private int rows;
    private int count;

    /** A series of that many columns. */
    Series(int fields) {
        this.columns = new double[fields][0];
    }

    void clear() {
        rows = 0;
        count = 0;
    }

    /** Makes room for that many more rows. */
    void reserve(int more) {
        int least = rows + more;
        if (capacity < least) {
            capacity = Math.max(least, 2 * capacity);
            given = Arrays.copyOf(given, capacity);
            blockRows = Arrays.copyOf(blockRows, capacity);
            numbers = Arrays.copyOf(numbers, capacity);
            for (int i = 0; i < columns.length; i++) {
                columns[i] = Arrays.copyOf(columns[i], capacity);
            }
        }
    }

    /** Adds rows that have no bar. */
    void skip(int missing) {
        if (missing > 0) {
            reserve(missing);
            for (double[] column : columns) {
                Arrays.fill(column, rows, rows + missing, Double.NaN);
            }
            rows += missing;
        }
    }

    /** Adds a row, for which there must be room; the caller sets its columns. */
    int add() {
        return rows++;
    }

    /** Notes the session of the row that was added last, where windows have a {@link SeriesSource#reach}. */
    void number(int session) {
        numbers[rows - 1] = session;
    }

    /** Numbers of the rows' sessions, where they were noted. */
    int[] numbers() {
        return numbers;
    }

    /** The row that was added last is to be given, with the block's row. */
    void give(int blockRow) {
        given[count] = rows - 1;
        blockRows[count++] = blockRow;
    }

    double[] column(int field) {
        return columns[field];
    }

    /** How many rows there are so far. */
    int rows() {
        return rows;
    }

    /** How many rows are to be given. */
    int given() {
        return count;
    }

    /** Places of the rows to be given among the series' rows, ascending. */
    int[] rowsGiven() {
        return given;
    }

    /** Places of the rows to be given among the block's rows, ascending. */
    int[] blockRows() {
        return blockRows;
    }

    SeriesRows values() {
        return new SeriesRows(rows, columns);
    }
}
