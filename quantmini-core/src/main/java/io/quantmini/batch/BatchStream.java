package io.quantmini.batch;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Rows as a sequence of Arrow batches of one schema.
 *
 * <p>Ownership: the stream owns its root and frees it in {@link #close()}. {@link #batch()} is borrowed until the next
 * {@link #advance()} or {@link #close()}. A decorator owns the stream it wraps and closes it; a sink that drains a stream
 * does not close it. A stream belongs to one thread at a time.
 *
 * <p>Batches are provisional until {@link #advance()} returns false: a source may still refuse its file, by throwing, and
 * then whoever took the earlier batches throws them away.
 */
public interface BatchStream extends AutoCloseable {
    /** The schema of every batch. */
    Schema schema();

    /**
     * Moves to the next batch, which has at least one row.
     *
     * @return false when there are no more rows; everything given so far then stands
     * @throws io.quantmini.QuantminiException when the source is broken; the stream can then only be closed
     */
    boolean advance();

    /** The current batch, borrowed; an error before the first {@link #advance()} or after the last. */
    VectorSchemaRoot batch();

    /** Frees the root and what the stream reads from. Closing twice is harmless. */
    @Override
    void close();
}
