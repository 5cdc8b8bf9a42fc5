package io.quantmini.integrity;

/** How deep a validation looks; each level does all of the one before it. */
public enum ValidationLevel {
    /**
     * Level 1, reads no rows: the ledger's checksums, each unit's manifest, that every file is there with its size, a footer
     * with the rows, columns and times that are expected, and that no other file lies among them.
     */
    STRUCTURE,
    /**
     * Level 2, reads everything: the checksum of every file and of every page, and of every row its place in the order, its
     * session, partition and values; the rows of each session; gaps against the calendar.
     */
    CONTENT
}
