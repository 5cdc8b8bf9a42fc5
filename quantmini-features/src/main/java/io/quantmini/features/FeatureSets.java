package io.quantmini.features;

import io.quantmini.feature.Feature;
import io.quantmini.feature.FeatureException;
import io.quantmini.feature.FeatureSelection;
import io.quantmini.feature.FeatureSet;
import io.quantmini.feature.Precision;
import io.quantmini.market.Dataset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The feature sets that ship, defined in {@code base.<dataset>.features} beside this class: one {@code name = expression}
 * a line. Immutable and safe for use by many threads.
 */
public final class FeatureSets {
    private static final String BASE = "base";
    private static final String ALPHA158 = "alpha158";
    private static final String ALPHA360 = "alpha360";
    private static final int ALPHA_VERSION = 1;

    private FeatureSets() {}

    /**
     * A set that ships, by name, as it is for the dataset.
     *
     * @throws FeatureException naming those there are
     */
    public static FeatureSet named(String name, Dataset dataset) {
        return switch (name) {
            case BASE -> base(dataset);
            case ALPHA158 -> alpha158();
            case ALPHA360 -> alpha360();
            default ->
                throw FeatureException.of(
                        name,
                        "cannot find the set: expected one of " + String.join(", ", names())
                                + "; define it in a file of its own");
        };
    }

    /** What {@link #named} knows. */
    public static List<String> names() {
        return List.of(BASE, ALPHA158, ALPHA360);
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
     * <p>Of the daily options' {@code implied_volatility} and Greeks: the contract's close and its underlying's are asynchronous,
     * for a contract may last have traded hours before 16:00; exercise is American and dividends are paid on days, which the
     * model has neither of; the rate is one for all maturities ({@link io.quantmini.market.Rates}). They are null where the
     * price has no volatility ({@link io.quantmini.feature.ImpliedVolatility}), which is common deep in the money, and on
     * the day of expiration. {@code theta} is a calendar day's, {@code vega} that of 1.00 of volatility.
     *
     * @throws FeatureException for a dataset that does not ship
     */
    public static FeatureSet base(Dataset dataset) {
        int version = dataset.equals(Dataset.OPTIONS_DAILY) ? 2 : 1;
        return new FeatureSet(
                BASE, version, Precision.DOUBLE, DefinitionFile.read(BASE + "." + dataset.name() + ".features"));
    }

    /**
     * Alpha158 of Qlib, precision qlib, for daily stocks: Qlib's names in lower case, and Qlib's values.
     *
     * <p>Source: {@code qlib.contrib.data.handler.Alpha158}, of which the label is left out.
     */
    public static FeatureSet alpha158() {
        return new FeatureSet(ALPHA158, ALPHA_VERSION, Precision.QLIB, DefinitionFile.read(ALPHA158 + ".features"));
    }

    /**
     * Alpha360 of Qlib, precision qlib, for daily stocks: the last 60 prices and volumes, relative to the newest.
     *
     * <p>Source: {@code qlib.contrib.data.handler.Alpha360}, of which the label is left out.
     */
    public static FeatureSet alpha360() {
        List<Feature> features = new ArrayList<>();
        for (String field : List.of("close", "open", "high", "low", "vwap")) {
            history(field, "$close", features);
        }
        history("volume", "($volume+1e-12)", features);
        return new FeatureSet(ALPHA360, ALPHA_VERSION, Precision.QLIB, features);
    }

    private static void history(String field, String unit, List<Feature> features) {
        for (int age = 59; age >= 0; age--) {
            String value = age == 0 ? "$" + field : "Ref($" + field + "," + age + ")";
            features.add(Feature.of(field + age, value + "/" + unit));
        }
    }
}
