package io.quantmini.qlib.internal;

import java.io.IOException;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Takes the input's batches in order and writes its instruments. */
interface RowSink {
    /** Takes a batch, which stays the caller's. */
    void add(VectorSchemaRoot batch) throws IOException;

    /** Writes what is left; returns how many rows had no place in the calendar. */
    long finish() throws IOException;
}
