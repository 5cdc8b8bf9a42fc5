package io.quantmini.cli;

import static io.quantmini.market.Dataset.OPTIONS_DAILY;
import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.Quantmini;
import io.quantmini.cli.demo.SyntheticMarket;
import io.quantmini.config.QuantminiConfig;
import io.quantmini.feature.Feature;
import io.quantmini.feature.FeatureSelection;
import io.quantmini.feature.FeatureSet;
import io.quantmini.feature.Precision;
import io.quantmini.market.Dataset;
import io.quantmini.market.RateCurve;
import io.quantmini.market.Rates;
import io.quantmini.pipeline.FlatFiles;
import io.quantmini.pipeline.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SilverRatesTest {
    private static final SyntheticMarket MARKET = SyntheticMarket.of(4, 11, 7);
    private static final List<LocalDate> SESSIONS = MARKET.sessions().subList(0, 4);
    private static final Rates BEFORE = new Rates(RateCurve.constant(0.05), RateCurve.constant(0));
    private static final Rates AFTER = new Rates(
            new RateCurve(new TreeMap<>(Map.of(SESSIONS.get(0), 0.05, SESSIONS.get(2), 0.045))), RateCurve.constant(0));

    @TempDir
    private Path directory;

    @BeforeEach
    void writeFlatFiles() throws IOException {
        for (LocalDate session : SESSIONS) {
            for (Dataset dataset : List.of(STOCKS_DAILY, OPTIONS_DAILY)) {
                Path file = directory.resolve(dataset.key(session));
                Files.createDirectories(file.getParent());
                Files.write(file, MARKET.flatFile(dataset, session));
            }
        }
    }

    @Test
    void a_rate_that_changes_from_a_date_on_rebuilds_the_options_from_that_date_on() {
        FeatureSelection sets = FeatureSelection.none()
                .with(STOCKS_DAILY, set("stocks", "$close"))
                .with(OPTIONS_DAILY, set("options", "$close*Exp($rate)"));

        assertThat(unitsMade(BEFORE, sets)).isEqualTo(Map.of(STOCKS_DAILY, 4, OPTIONS_DAILY, 4));
        assertThat(unitsMade(BEFORE, sets)).isEqualTo(Map.of(STOCKS_DAILY, 0, OPTIONS_DAILY, 0));
        assertThat(unitsMade(AFTER, sets)).isEqualTo(Map.of(STOCKS_DAILY, 0, OPTIONS_DAILY, 2));
    }

    @Test
    void options_that_use_no_rate_are_left_alone() {
        FeatureSelection sets = FeatureSelection.none().with(OPTIONS_DAILY, set("options", "$close"));

        assertThat(unitsMade(BEFORE, sets)).isEqualTo(Map.of(OPTIONS_DAILY, 4));
        assertThat(unitsMade(AFTER, sets)).isEqualTo(Map.of(OPTIONS_DAILY, 0));
    }

    private Map<Dataset, Integer> unitsMade(Rates rates, FeatureSelection sets) {
        QuantminiConfig config = QuantminiConfig.builder()
                .dataRoot(directory.resolve("lake"))
                .configRoot(directory)
                .rates(rates)
                .build();
        Map<Dataset, Integer> made = new TreeMap<>((a, b) -> a.name().compareTo(b.name()));
        try (Quantmini lake = Quantmini.open(config)) {
            lake
                    .pipeline()
                    .source(FlatFiles.directory(directory))
                    .datasets(STOCKS_DAILY, OPTIONS_DAILY)
                    .features(sets)
                    .run()
                    .stages()
                    .stream()
                    .filter(stage -> stage.stage() == Stage.SILVER)
                    .forEach(stage -> made.put(stage.dataset(), stage.done()));
            assertThat(lake.context().allocator().getAllocatedMemory()).isZero();
        }
        return made;
    }

    private static FeatureSet set(String name, String expression) {
        return new FeatureSet(name, 1, Precision.DOUBLE, List.of(Feature.of("feature", expression)));
    }
}
