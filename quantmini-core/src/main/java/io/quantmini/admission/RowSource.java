package io.quantmini.admission;

/** Gives the admissible rows of one file block by block, in the order they are to be published. */
interface RowSource extends AutoCloseable {
    /** Moves to the next block, which may have no admissible row; false when there is none. */
    boolean advance();

    /** The current block. */
    CandidateBlock block();

    /** The admissible rows of the current block. */
    Stretches stretches();

    /** What it means that a row of the current block comes before the row above it. */
    RuntimeException outOfOrder(int row);

    /** Frees what the source itself holds. */
    @Override
    default void close() {}
}
