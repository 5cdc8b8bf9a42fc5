package io.quantmini.features.internal;

/** Knows what a dataset's windows run over: cuts the rows of a symbol or contract into series. Safe for several threads. */
interface SeriesSource {
    /** How many columns its series have. */
    int fields();

    /**
     * Fills the series with one after the other that has rows of the run, in the order of the rows.
     *
     * @param ready runs when the series is filled
     */
    void each(RowBlock block, Run run, Series series, Runnable ready);
}
