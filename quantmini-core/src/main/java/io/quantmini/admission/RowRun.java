package io.quantmini.admission;

import java.nio.LongBuffer;

/** Rows in order, one {@link RowRecord} after the other. */
interface RowRun {
    /** Moves to the next row; false when there is none. */
    boolean next();

    /** What the current row is in. */
    LongBuffer words();

    /** Where it starts there. */
    int at();
}
