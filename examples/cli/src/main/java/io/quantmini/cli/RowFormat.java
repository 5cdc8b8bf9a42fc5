package io.quantmini.cli;

/** How the rows of an answer are written down. */
enum RowFormat {
    /** Columns for a person to read. */
    TABLE,
    /** A header and a line a row, as RFC 4180 has it; nothing where there is no value, {@code ""} where there is empty text. */
    CSV,
    /** One document. */
    JSON,
    /** One file. */
    PARQUET,
    /** Arrow's file in a file, its stream on standard output. */
    ARROW;

    /** Whether a terminal can show it. */
    boolean isText() {
        return this != PARQUET && this != ARROW;
    }
}
