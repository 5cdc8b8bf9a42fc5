package io.quantmini.admission;

/** Gives admissible rows of one file in order of (ticker, time). */
interface RowSource extends AutoCloseable {
    /**
     * Feeds rows until the groups are full.
     *
     * @return false when there are no more rows
     */
    boolean feed(KeyGroups groups);

    /** Frees what the source itself holds. */
    @Override
    default void close() {}
}
