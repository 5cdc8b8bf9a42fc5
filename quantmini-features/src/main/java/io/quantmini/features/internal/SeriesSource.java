package io.quantmini.features.internal;

/** Knows what a dataset's windows run over. Safe for several threads. */
interface SeriesSource {
    /** How many columns its series have. */
    int fields();

    /** How the rows of a block are cut into series; used by one thread. */
    Cut of(RowBlock block);

    /**
     * How many sessions before a row's own the oldest row may lie that a value of the row depends on; a value that depends on
     * an older one is null. Negative for no bound.
     */
    default int reach() {
        return -1;
    }

    /** Cuts runs of one block into series. */
    interface Cut {
        /**
         * Fills the series with one after the other that has rows of the run to give, in the order of the rows.
         *
         * @param ready runs when the series is filled
         */
        void each(Run run, Series series, Runnable ready);
    }
}
