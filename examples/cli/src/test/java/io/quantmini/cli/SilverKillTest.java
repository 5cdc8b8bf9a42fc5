package io.quantmini.cli;

import static io.quantmini.cli.ShortMonths.MARKET;
import static io.quantmini.cli.ShortMonths.OPEN;
import static io.quantmini.cli.ShortMonths.SESSIONS;
import static io.quantmini.cli.ShortMonths.open;
import static io.quantmini.cli.ShortMonths.set;
import static io.quantmini.cli.ShortMonths.write;
import static io.quantmini.market.Dataset.OPTIONS_DAILY;
import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.Quantmini;
import io.quantmini.feature.FeatureSelection;
import io.quantmini.features.VectorizedFeatureEngine;
import io.quantmini.lake.FaultyDisk;
import io.quantmini.lake.FaultyDisk.Fault;
import io.quantmini.lake.Lake;
import io.quantmini.lake.LakeComparison;
import io.quantmini.lake.Layer;
import io.quantmini.market.Dataset;
import io.quantmini.pipeline.FlatFiles;
import io.quantmini.pipeline.PipelineBuilder;
import io.quantmini.pipeline.PipelineReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Units of silver that are computed together are committed one by one; a run of them ends at one of its operations. By default
 * it is every thirteenth operation; {@code -Dquantmini.fault.step=1} takes them all.
 */
class SilverKillTest {
    private static final int STEP = Integer.getInteger("quantmini.fault.step", 13);
    private static final int UNITS = 2 + OPEN;
    private static final FeatureSelection SETS = FeatureSelection.none()
            .with(STOCKS_DAILY, set("stocks", "mean_3 = Mean($close,3)", "change = $close/Ref($close,1)-1"))
            .with(OPTIONS_DAILY, set("options", "stock = $underlying_close", "before = Ref($close,1)"));

    @TempDir
    private Path directory;

    private Path source = Path.of("");
    private Path bronze = Path.of("");
    private Path expected = Path.of("");

    @BeforeEach
    void run_once_undisturbed() throws IOException {
        source = directory.resolve("source");
        bronze = directory.resolve("bronze");
        expected = directory.resolve("expected");
        for (LocalDate session : SESSIONS) {
            write(MARKET, source, STOCKS_DAILY, session);
            write(MARKET, source, OPTIONS_DAILY, session);
        }
        try (Quantmini lake = open(bronze, source)) {
            pipeline(lake, lake.lake(), FeatureSelection.none())
                    .source(FlatFiles.directory(source))
                    .run();
        }
        copy(bronze, expected);
        CountingEngine engine = new CountingEngine(new VectorizedFeatureEngine());
        try (Quantmini lake = open(expected, source)) {
            pipeline(lake, lake.lake(), SETS).featureEngine(engine).run();
        }
        for (Dataset dataset : List.of(STOCKS_DAILY, OPTIONS_DAILY)) {
            assertThat(engine.sessions(dataset)).containsExactly(SESSIONS.size());
            assertThat(units(Lake.at(expected), dataset)).isEqualTo(UNITS);
        }
    }

    @Test
    void killed_at_any_operation_the_same_command_ends_in_the_same_bytes() throws IOException {
        Set<Integer> left = new TreeSet<>();
        FaultyDisk disk = new FaultyDisk();
        for (int n = 1; n == 1 || disk.struck(); n += STEP) {
            Path root = directory.resolve("killed-" + n);
            copy(bronze, root);
            disk = new FaultyDisk(Fault.STOP, n);
            try (Quantmini lake = open(root, source)) {
                pipeline(lake, disk.lake(root, lake.context().calendar()), SETS).run();
            } catch (FaultyDisk.Stopped e) {
                assertThat(e).hasMessageStartingWith("stopped at operation");
            }
            Lake found = Lake.at(root);
            assertThat(found.catalog().missing()).as("operation %s", n).isEmpty();
            int committed = units(found, STOCKS_DAILY) + units(found, OPTIONS_DAILY);
            left.add(committed);
            assertEndsEqual(root, n, 2 * UNITS - committed);
        }
        assertThat(left).as("kills between all commits").hasSize(2 * UNITS + 1);
    }

    private void assertEndsEqual(Path root, int n, int units) throws IOException {
        try (Quantmini lake = open(root, source)) {
            PipelineReport report = pipeline(lake, lake.lake(), SETS).run();
            assertThat(report.stages().stream().mapToInt(stage -> stage.done()).sum())
                    .as("units computed after operation %s", n)
                    .isEqualTo(units);
        }
        assertThat(LakeComparison.differences(expected, root))
                .as("operation %s", n)
                .isEmpty();
        assertThat(root.resolve("temp")).isEmptyDirectory();
    }

    private static PipelineBuilder pipeline(Quantmini quantmini, Lake lake, FeatureSelection sets) {
        return new PipelineBuilder(quantmini.context(), lake)
                .datasets(STOCKS_DAILY, OPTIONS_DAILY)
                .features(sets)
                .featureEngine(new VectorizedFeatureEngine());
    }

    private static int units(Lake lake, Dataset dataset) {
        return (int) lake.catalog().units().stream()
                .filter(unit -> unit.layer() == Layer.SILVER && unit.dataset().equals(dataset.name()))
                .count();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }
}
