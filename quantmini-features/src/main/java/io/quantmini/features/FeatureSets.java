package io.quantmini.features;

import io.quantmini.feature.FeatureException;
import io.quantmini.feature.FeatureSelection;
import io.quantmini.feature.FeatureSet;
import io.quantmini.feature.Precision;
import io.quantmini.market.Dataset;
import java.nio.file.Path;
import java.util.List;

/**
 * The feature sets that ship, defined in {@code base.<dataset>.features} beside this class: one {@code name = expression}
 * a line. Immutable and safe for use by many threads.
 */
public final class FeatureSets {
    private static final String BASE = "base";
    private static final int BASE_VERSION = 1;

    private FeatureSets() {}

    /**
     * A set that ships, by name, as it is for the dataset.
     *
     * @throws FeatureException naming those there are
     */
    public static FeatureSet named(String name, Dataset dataset) {
        return switch (name) {
            case BASE -> base(dataset);
            default ->
                throw FeatureException.of(
                        name,
                        "cannot find the set: expected one of " + String.join(", ", names())
                                + "; define it in a file of its own");
        };
    }

    /** What {@link #named} knows. */
    public static List<String> names() {
        return List.of(BASE);
    }

    /**
     * A set that somebody wrote down in YAML:
     *
     * <pre>
     * name: mine
     * version: 1
     * precision: double          # or qlib; double when left out
     * dataset: stocks_daily      # when it is for one alone
     * features:
     *   gap: $open/Ref($close,1)-1
     * labels:                    # may look ahead; never columns of silver
     *   next: Ref($close,-1)/$close-1
     * </pre>
     *
     * @throws FeatureException with file and line, and a caret where an expression is at fault
     */
    public static SetDefinition read(Path yaml) {
        return SetFile.read(yaml);
    }

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
