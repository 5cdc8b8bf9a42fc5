package io.quantmini.storage.internal;

import io.quantmini.lake.Layer;
import io.quantmini.lake.PartitionException;
import io.quantmini.lake.PartitionKey;
import io.quantmini.market.Dataset;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Whose rows are written.
 *
 * @param dataset of the rows
 * @param layer of the files
 */
record Unit(Dataset dataset, Layer layer) {
    PartitionKey session(LocalDate date) {
        return PartitionKey.session(dataset, layer, date);
    }

    PartitionKey settled(String value, LocalDate date) {
        return PartitionKey.settled(dataset, layer, value, date);
    }

    PartitionException severalSessions(LocalDate one, LocalDate other) {
        return fault(null, "expected the rows of one session, got " + one + " and " + other, null);
    }

    PartitionException fault(@Nullable String key, String problem, @Nullable Throwable cause) {
        return new PartitionException(layer.directory() + "/" + dataset, key, "cannot write: " + problem, cause);
    }
}
