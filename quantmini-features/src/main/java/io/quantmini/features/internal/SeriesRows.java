package io.quantmini.features.internal;

/** One series: the rows that windows run over, oldest first. A row without a bar has NaN in every column. */
final class SeriesRows {
    static final SeriesRows NONE = new SeriesRows(0, new double[0][]);

    private final int count;
    private final double[][] columns;

    /**
     * Some rows.
     *
     * @param columns of {@link Leaves#fields()}, adjusted; each at least {@code count} long
     */
    SeriesRows(int count, double[][] columns) {
        this.count = count;
        this.columns = columns;
    }

    int count() {
        return count;
    }

    double[] column(int field) {
        return columns[field];
    }
}
