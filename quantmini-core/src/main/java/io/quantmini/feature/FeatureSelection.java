package io.quantmini.feature;

import io.quantmini.market.Dataset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which set each dataset gets: what a pipeline's {@code features(...)} takes. Immutable.
 *
 * @param name of the selection, for plans and reports
 * @param sets by the dataset's name
 */
public record FeatureSelection(String name, Map<String, FeatureSet> sets) {
    public FeatureSelection {
        sets = Map.copyOf(sets);
    }

    /** The same selection with another set for one dataset, checked against it. */
    public FeatureSelection with(Dataset dataset, FeatureSet set) {
        set.check(dataset);
        Map<String, FeatureSet> changed = new LinkedHashMap<>(sets);
        changed.put(dataset.name(), set);
        return new FeatureSelection(name, changed);
    }

    /** The set of a dataset; empty when it gets none, and then no silver. */
    public Optional<FeatureSet> of(Dataset dataset) {
        return Optional.ofNullable(sets.get(dataset.name()));
    }
}
