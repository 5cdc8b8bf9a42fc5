package io.quantmini.stage;

import io.quantmini.batch.BatchStream;
import io.quantmini.feature.NullReason;
import java.util.Map;

/** Rows of silver in bronze's order, with schema {@link io.quantmini.feature.FeatureSet#silver}. */
public interface FeatureStream extends BatchStream {
    /**
     * How many of the rows given so far have no underlying's close, by reason; reasons that did not occur are left out, and
     * all are when no feature asks for it. Final once {@link #advance()} has returned false.
     */
    Map<NullReason, Long> withoutUnderlying();
}
