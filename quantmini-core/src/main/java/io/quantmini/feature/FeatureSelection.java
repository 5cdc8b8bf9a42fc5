package io.quantmini.feature;

import io.quantmini.market.Dataset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which sets each dataset gets: what a pipeline's {@code features(...)} takes. Sets are sorted by name, whatever the order
 * in which they were added, and so are their columns in silver. Immutable.
 */
public final class FeatureSelection {
    private static final FeatureSelection NONE = new FeatureSelection(Map.of());

    private final Map<String, List<FeatureSet>> sets;

    private FeatureSelection(Map<String, List<FeatureSet>> sets) {
        this.sets = Map.copyOf(sets);
    }

    /** No set for any dataset. */
    public static FeatureSelection none() {
        return NONE;
    }

    /**
     * The same selection with one more set for a dataset; it replaces the dataset's set of that name.
     *
     * @throws FeatureException when the set does not fit the dataset, or has a column of another of its sets
     */
    public FeatureSelection with(Dataset dataset, FeatureSet set) {
        List<FeatureSet> together = Stream.concat(
                        of(dataset).stream().filter(other -> !other.name().equals(set.name())), Stream.of(set))
                .sorted(Comparator.comparing(FeatureSet::name))
                .toList();
        FeatureSet.check(dataset, together);
        Map<String, List<FeatureSet>> changed = new TreeMap<>(sets);
        changed.put(dataset.name(), together);
        return new FeatureSelection(changed);
    }

    /** The sets of a dataset, by name; empty when it gets none, and then no silver. */
    public List<FeatureSet> of(Dataset dataset) {
        return sets.getOrDefault(dataset.name(), List.of());
    }
}
