package io.quantmini.qlib.internal;

import io.quantmini.market.Universe;
import java.io.IOException;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Takes the input's batches in order and writes its instruments. */
interface RowSink {
    /** Takes a batch, which stays the caller's. */
    void add(VectorSchemaRoot batch) throws IOException;

    /** Writes what is left; returns how many rows had no place in the calendar. */
    long finish() throws IOException;

    /** Under which instruments the bars of a member of an index stand; asked once all rows came. */
    List<Stay> stays(Universe.Member member);
}
