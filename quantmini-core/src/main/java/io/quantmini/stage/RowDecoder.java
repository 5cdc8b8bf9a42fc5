package io.quantmini.stage;

/**
 * The format-specific half of an ingestor: turns a file into rows, one batch at a time. {@link CandidateStream#of} makes a
 * stream of it, which owns the batch's memory and closes the decoder. Used by one thread at a time.
 */
public interface RowDecoder extends AutoCloseable {
    /**
     * Appends rows in file order until the batch is full or the file ends. A record that does not parse goes to
     * {@link IngestRequest#malformed()} instead.
     *
     * @param batch empty; borrowed for this call
     * @return false when the file has ended
     * @throws io.quantmini.QuantminiException when the file as a whole is faulty
     */
    boolean decode(CandidateBatch batch);

    /** What was read so far; final once {@link #decode} has returned false. */
    FileTally tally();

    /** Closes the file; nothing to do for a decoder that holds none. */
    @Override
    default void close() {}
}
