package io.quantmini.admission;

/** Something about an accepted file that somebody should look at. */
public enum FileFinding {
    /** A header and no rows: no session is known to be complete by it. */
    NO_ROWS,
    /** Columns nobody asked for. */
    EXTRA_COLUMNS,
    /** Rows out of order; they were sorted. */
    UNSORTED
}
