package io.quantmini.qlib.internal.check;

import org.apache.arrow.vector.VectorSchemaRoot;

/** Takes the rows that a directory was made from, batch by batch, and compares. */
interface RowCheck {
    /** Takes a batch, which stays the caller's. */
    void add(VectorSchemaRoot batch);

    /** No more rows come. */
    void finish();
}
