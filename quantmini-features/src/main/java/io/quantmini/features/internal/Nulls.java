package io.quantmini.features.internal;

import org.jspecify.annotations.Nullable;

/** Counts the rows of a series that lack something for a known reason: each once, for the first reason it has. */
final class Nulls {
    private final Series series;
    private final double @Nullable [] underlying;
    private double @Nullable [] volatility;

    /**
     * Of the rows that are given.
     *
     * @param gap the series' column of reasons why there is no underlying; negative for none
     */
    Nulls(Series series, int gap) {
        this.series = series;
        this.underlying = gap < 0 ? null : series.column(gap);
    }

    /** The reasons why there is no implied volatility. */
    void volatility(double[] reasons) {
        volatility = reasons.clone();
    }

    void count(BlockOutput output) {
        for (int i = 0; i < series.given(); i++) {
            int row = series.rowsGiven()[i];
            if (!count(underlying, row, output)) {
                count(volatility, row, output);
            }
        }
    }

    private static boolean count(double @Nullable [] reasons, int row, BlockOutput output) {
        if (reasons == null || Double.isNaN(reasons[row])) {
            return false;
        }
        output.count(Reasons.of(reasons[row]));
        return true;
    }
}
