package io.quantmini.query;

import io.quantmini.feature.Feature;
import io.quantmini.feature.FeatureSet;
import io.quantmini.feature.Precision;
import java.util.Arrays;

/** Feature sets of a test's own. */
final class Sets {
    private Sets() {}

    /** A set of {@code name = expression} definitions. */
    static FeatureSet doubles(String... definitions) {
        return new FeatureSet(
                "mine",
                1,
                Precision.DOUBLE,
                Arrays.stream(definitions)
                        .map(definition -> definition.split(" = ", 2))
                        .map(parts -> Feature.of(parts[0], parts[1]))
                        .toList());
    }
}
