package io.quantmini.ingest;

/**
 * The decompressed text of one file, a chunk at a time, each in one piece in an array. Provisional until {@link #advance}
 * has returned false: a fault of the gzip stream comes after the text before it. Used by one thread at a time.
 */
interface TextSource extends AutoCloseable {
    /**
     * Makes the next chunk current, with the last {@code keep} bytes of the chunk before in front of it.
     *
     * @return false at the end of the text; what was kept is still there
     * @throws io.quantmini.admission.IngestException when the file is no sound gzip or passes a limit
     * @throws io.quantmini.admission.FileAccessException when it cannot be read
     */
    boolean advance(int keep);

    /** The array of the current chunk; it may be another one for each, and has 64 bytes or more after {@link #to}. */
    byte[] buffer();

    /** Where the chunk, with what was kept, starts in {@link #buffer}. */
    int from();

    /** Where the chunk ends in {@link #buffer}. */
    int to();

    /** Most bytes from {@link #from} to {@link #to}. */
    int maxLength();

    /** Compressed bytes used so far. */
    long bytesIn();

    /** Decompressed bytes so far. */
    long bytesOut();

    /** CRC-32 as the last member's trailer states it; 0 before the first trailer. */
    long trailerCrc();

    @Override
    void close();
}
