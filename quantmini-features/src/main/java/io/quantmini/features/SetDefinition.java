package io.quantmini.features;

import io.quantmini.feature.FeatureSet;
import io.quantmini.market.Dataset;
import java.util.Optional;

/**
 * A set that somebody wrote down.
 *
 * @param set the set
 * @param dataset for which it is meant, and checked; empty for whatever has its fields
 */
public record SetDefinition(FeatureSet set, Optional<Dataset> dataset) {
    /** Whether it is meant for the dataset. */
    public boolean isFor(Dataset other) {
        return dataset.isEmpty() || dataset.get().equals(other);
    }
}
