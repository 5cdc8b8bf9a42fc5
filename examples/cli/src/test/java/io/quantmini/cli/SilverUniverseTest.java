package io.quantmini.cli;

import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.Quantmini;
import io.quantmini.cli.demo.SyntheticMarket;
import io.quantmini.config.QuantminiConfig;
import io.quantmini.feature.Feature;
import io.quantmini.feature.FeatureException;
import io.quantmini.feature.FeatureSelection;
import io.quantmini.feature.FeatureSet;
import io.quantmini.feature.Precision;
import io.quantmini.pipeline.FlatFiles;
import io.quantmini.pipeline.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SilverUniverseTest {
    private static final SyntheticMarket MARKET = SyntheticMarket.of(5, 11, 7);
    private static final List<LocalDate> SESSIONS = MARKET.sessions();

    @TempDir
    private Path directory;

    @BeforeEach
    void writeFlatFiles() throws IOException {
        for (LocalDate session : SESSIONS) {
            Path file = directory.resolve(STOCKS_DAILY.key(session));
            Files.createDirectories(file.getParent());
            Files.write(file, MARKET.flatFile(STOCKS_DAILY, session));
        }
    }

    @Test
    void a_list_that_changes_on_a_date_rebuilds_what_compares_its_members_from_that_date_on() throws IOException {
        FeatureSelection sets = FeatureSelection.none()
                .with(STOCKS_DAILY, set("Ref(CSRank($close),1)").over("mine"));
        members("AAAA,,");
        assertThat(unitsMade(sets)).isEqualTo(5);
        assertThat(unitsMade(sets)).isZero();

        members("AAAA,,\nBBBB," + SESSIONS.get(3) + ",");
        assertThat(unitsMade(sets)).isEqualTo(2);
        members("BBBB," + SESSIONS.get(3) + ",\n\nAAAA,2001-01-02,2099-12-31");
        assertThat(unitsMade(sets)).isZero();
    }

    @Test
    void a_set_that_compares_all_stocks_is_left_alone() throws IOException {
        FeatureSelection sets = FeatureSelection.none().with(STOCKS_DAILY, set("CSRank($close)"));
        assertThat(unitsMade(sets)).isEqualTo(5);
        members("AAAA,,");
        assertThat(unitsMade(sets)).isZero();
    }

    @Test
    void a_list_that_is_missing_stops_the_run_before_anything_is_computed() {
        FeatureSelection sets =
                FeatureSelection.none().with(STOCKS_DAILY, set("CSRank($close)").over("mine"));
        assertThatThrownBy(() -> unitsMade(sets))
                .isInstanceOf(FeatureException.class)
                .hasMessageContaining("landing/external/indexes/mine.csv");
        assertThat(directory.resolve("lake/silver"))
                .satisfiesAnyOf(
                        silver -> assertThat(silver).doesNotExist(),
                        silver -> assertThat(silver).isEmptyDirectory());
    }

    private void members(String lines) throws IOException {
        Path list = directory.resolve("lake/landing/external/indexes/mine.csv");
        Files.createDirectories(list.getParent());
        Files.writeString(list, "ticker,from,to\n" + lines + "\n");
    }

    private int unitsMade(FeatureSelection sets) {
        QuantminiConfig config = QuantminiConfig.builder()
                .dataRoot(directory.resolve("lake"))
                .configRoot(directory)
                .build();
        try (Quantmini lake = Quantmini.open(config)) {
            int made = lake
                    .pipeline()
                    .source(FlatFiles.directory(directory))
                    .datasets(STOCKS_DAILY)
                    .features(sets)
                    .run()
                    .stages()
                    .stream()
                    .filter(stage -> stage.stage() == Stage.SILVER)
                    .mapToInt(stage -> stage.done())
                    .sum();
            assertThat(lake.context().allocator().getAllocatedMemory()).isZero();
            return made;
        }
    }

    private static FeatureSet set(String expression) {
        return new FeatureSet("mine", 1, Precision.DOUBLE, List.of(Feature.of("feature", expression)));
    }
}
