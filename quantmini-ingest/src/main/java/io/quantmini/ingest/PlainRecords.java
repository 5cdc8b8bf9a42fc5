package io.quantmini.ingest;

/** Reads records that need no {@link RecordReader}: without quotes, and with numbers that are numbers. */
interface PlainRecords {
    /**
     * Reads records from where the window stands, as long as they are plain and end before {@code stop}, to rows, until the
     * batch is full. What is left at its place is not judged.
     */
    void read(TextWindow window, int stop, RowColumns columns);

    /** The fastest way for a file with that header. */
    static PlainRecords of(CsvHeader header, int maxLineBytes, boolean crlf) {
        return header.isVendors() ? new RowLoop(maxLineBytes, crlf) : new AnyColumns(header, maxLineBytes, crlf);
    }
}
