package io.quantmini.query.internal;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** What the streams of this package say to whoever asks for a batch that is not there. */
final class CurrentBatch {
    private CurrentBatch() {}

    /** The batch; an error for null. */
    static VectorSchemaRoot of(@Nullable VectorSchemaRoot batch) {
        if (batch == null) {
            throw new IllegalStateException("[query] expected a current batch, got none; call advance() first");
        }
        return batch;
    }
}
