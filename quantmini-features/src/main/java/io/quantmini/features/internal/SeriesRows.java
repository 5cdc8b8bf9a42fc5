package io.quantmini.features.internal;

/**
 * One series: the rows that windows run over, oldest first. A row without a bar has NaN in every column.
 *
 * @param count of rows
 * @param columns of {@link Leaves#fields()}, adjusted; each at least {@code count} long
 */
record SeriesRows(int count, double[][] columns) {
    static final SeriesRows NONE = new SeriesRows(0, new double[0][]);

    double[] column(int field) {
        return columns[field];
    }
}
