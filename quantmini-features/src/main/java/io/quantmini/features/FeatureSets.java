package io.quantmini.features;

import io.quantmini.feature.FeatureException;
import io.quantmini.feature.FeatureSelection;
import io.quantmini.feature.FeatureSet;
import io.quantmini.feature.Precision;
import io.quantmini.market.Dataset;

/**
 * The feature sets that ship, defined in {@code base.<dataset>.features} beside this class: one {@code name = expression}
 * a line. Immutable and safe for use by many threads.
 */
public final class FeatureSets {
    private static final String BASE = "base";
    private static final int BASE_VERSION = 1;

    private FeatureSets() {}

    /** The base set of each of the four datasets: what {@code PipelineBuilder.features(...)} takes. */
    public static FeatureSelection base() {
        FeatureSelection selection = FeatureSelection.none();
        for (Dataset dataset : Dataset.shipped()) {
            selection = selection.with(dataset, base(dataset));
        }
        return selection;
    }

    /**
     * The base set of a dataset, precision double: returns, ranges, volatility and the usual indicators.
     *
     * @throws FeatureException for a dataset that does not ship
     */
    public static FeatureSet base(Dataset dataset) {
        return new FeatureSet(
                BASE, BASE_VERSION, Precision.DOUBLE, DefinitionFile.read(BASE + "." + dataset.name() + ".features"));
    }
}
