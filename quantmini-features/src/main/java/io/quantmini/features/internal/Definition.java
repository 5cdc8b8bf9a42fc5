package io.quantmini.features.internal;

import io.quantmini.feature.Feature;
import io.quantmini.feature.FeatureSet;
import io.quantmini.feature.Precision;
import java.util.List;

/** A feature and the arithmetic it is computed in. */
record Definition(Feature feature, Precision precision) {
    /** The features of all sets, in order. */
    static List<Definition> of(List<FeatureSet> sets) {
        return sets.stream()
                .flatMap(set -> set.features().stream().map(feature -> new Definition(feature, set.precision())))
                .toList();
    }
}
