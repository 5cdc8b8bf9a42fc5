package io.quantmini.benchmarks.features;

import io.quantmini.feature.Feature;
import io.quantmini.feature.FeatureSet;
import io.quantmini.feature.Precision;
import io.quantmini.features.FeatureSets;
import io.quantmini.features.VectorizedFeatureEngine;
import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import io.quantmini.query.DuckDbFeatureEngine;
import io.quantmini.stage.FeatureEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@link FeaturesMain} was asked for. */
final class FeatureArguments {
    private static final SessionRange EVER = SessionRange.of("0001-01-01", "9999-12-31");

    private final Path lake;
    private String set = "alpha158";
    private String dataset = "stocks_daily";
    private List<String> columns = List.of();
    private boolean shared;
    private @Nullable Precision precision;
    private EngineName engine = EngineName.VECTORIZED;
    private int repeat = 1;
    private Task task = Task.STREAM;
    private Path source = Path.of("");
    private boolean newest;
    private @Nullable Path sample;
    private String[] symbols = {};

    /** What becomes of the features. */
    enum Task {
        STREAM,
        WRITE,
        EXTEND
    }

    private enum EngineName {
        VECTORIZED,
        DUCKDB;

        FeatureEngine engine() {
            return this == VECTORIZED ? new VectorizedFeatureEngine() : new DuckDbFeatureEngine();
        }
    }

    private FeatureArguments(Path lake) {
        this.lake = lake;
    }

    static FeatureArguments of(String... words) {
        if (words.length == 0) {
            throw new IllegalArgumentException("[features] expected a lake");
        }
        FeatureArguments read = new FeatureArguments(Path.of(words[0]));
        for (int i = 1; i < words.length; i++) {
            switch (words[i]) {
                case "--set" -> read.set = words[++i];
                case "--dataset" -> read.dataset = words[++i];
                case "--columns" -> read.columns = List.of(words[++i].split(","));
                case "--shared" -> read.shared = true;
                case "--precision" -> read.precision = Precision.valueOf(words[++i].toUpperCase(Locale.ROOT));
                case "--engine" -> read.engine = EngineName.valueOf(words[++i].toUpperCase(Locale.ROOT));
                case "--repeat" -> read.repeat = Integer.parseInt(words[++i]);
                case "--write" -> read.task = Task.WRITE;
                case "--extend" -> {
                    read.task = Task.EXTEND;
                    read.source = Path.of(words[++i]);
                }
                case "--newest" -> read.newest = true;
                case "--sample" -> read.sample = Path.of(words[++i]);
                case "--symbols" -> read.symbols = words[++i].split(",");
                default -> throw new IllegalArgumentException("[features] expected an option, got " + words[i]);
            }
        }
        return read;
    }

    Path lake() {
        return lake;
    }

    Dataset dataset() {
        return Dataset.named(dataset);
    }

    /** The newest session when null. */
    @Nullable
    SessionRange sessions() {
        return newest ? null : EVER;
    }

    int repeat() {
        return repeat;
    }

    Task task() {
        return task;
    }

    /** Of further sessions. */
    Path source() {
        return source;
    }

    @Nullable
    Path sample() {
        return sample;
    }

    String[] symbols() {
        return symbols.clone();
    }

    FeatureEngine engine() {
        return engine.engine();
    }

    /** What runs, for people. */
    String name() {
        return "quantmini-" + engine.name().toLowerCase(Locale.ROOT);
    }

    FeatureSet set() {
        FeatureSet whole =
                set.endsWith(".yaml") ? FeatureSets.read(Path.of(set)).set() : FeatureSets.named(set, dataset());
        Precision wanted = precision == null ? whole.precision() : precision;
        List<Feature> kept = new ArrayList<>();
        for (Feature feature : whole.features()) {
            FeatureSet one = new FeatureSet(whole.name(), whole.version(), wanted, List.of(feature));
            if ((columns.isEmpty() || columns.contains(feature.name())) && (!shared || bothHave(one))) {
                kept.add(feature);
            }
        }
        return new FeatureSet(whole.name(), whole.version(), wanted, kept);
    }

    private boolean bothHave(FeatureSet one) {
        for (EngineName name : EngineName.values()) {
            if (!name.engine().supports(one, dataset())) {
                return false;
            }
        }
        return true;
    }
}
