package io.quantmini.lake;

import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static io.quantmini.market.Dataset.STOCKS_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.QuantminiException;
import io.quantmini.lake.CommitException.Outcome;
import io.quantmini.lake.FaultyDisk.Fault;
import io.quantmini.market.TradingCalendar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Operations of a run of commits go wrong, one at a time; whatever is left, the next run ends in an equal lake. By default
 * it is every fifth operation; {@code -Dquantmini.fault.step=1} takes them all.
 */
final class CommitFaultTest {
    private static final int STEP = Integer.getInteger("quantmini.fault.step", 5);
    private static final String FIRST = "2025-01-02";
    private static final String SECOND = "2025-01-03";
    private static final String THIRD = "2025-01-06";
    private static final String QUARANTINE = "quarantine/stocks_minute/";

    @TempDir(factory = MemoryDisk.class)
    Path directory;

    private Path expected;

    @BeforeEach
    void run_once_undisturbed() {
        expected = directory.resolve("expected");
        run(lake(expected, new FaultyDisk()));
        assertThat(LakeComparison.differences(expected, expected)).isEmpty();
        assertThat(Lake.at(expected).history()).hasSize(6);
    }

    @Test
    void after_a_failed_operation_the_same_writer_or_the_next_ends_in_an_equal_lake() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        int retried = 0;
        for (int n = 1; n == 1 || disk.struck(); n += STEP) {
            Path root = directory.resolve("retry-" + n);
            disk = new FaultyDisk(Fault.FAIL, n);
            try (LakeWriter writer = lake(root, disk).openForWriting()) {
                try {
                    run(writer);
                } catch (CommitException e) {
                    assertUntouchedUnlessUnknown(root, e);
                    if (e.outcome() == Outcome.FAILED) {
                        run(writer);
                        retried++;
                    }
                }
            } catch (QuantminiException e) {
                assertThat(e).hasMessageContaining("injected");
            }
            assertEndsEqual(root, n);
        }
        assertThat(retried).isPositive();
    }

    @Test
    void killed_at_any_operation_the_next_run_ends_in_an_equal_lake() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        for (int n = 1; n == 1 || disk.struck(); n += STEP) {
            Path root = directory.resolve("stop-" + n);
            disk = new FaultyDisk(Fault.STOP, n);
            stop(lake(root, disk));
            assertReadersSeeWholeCommits(root);
            assertEndsEqual(root, n);
        }
    }

    @Test
    void killed_again_while_recovering_the_next_run_ends_in_an_equal_lake() throws IOException {
        FaultyDisk first = new FaultyDisk();
        for (int n = 20; n == 20 || first.struck(); n += 8 * STEP) {
            FaultyDisk second = new FaultyDisk();
            for (int m = 1; m == 1 || second.struck(); m += STEP) {
                Path root = directory.resolve("again-" + n + "-" + m);
                first = new FaultyDisk(Fault.STOP, n);
                stop(lake(root, first));
                second = new FaultyDisk(Fault.STOP, m);
                try {
                    lake(root, second).openForWriting().close();
                } catch (FaultyDisk.Stopped e) {
                    assertThat(second.struck()).isTrue();
                }
                assertReadersSeeWholeCommits(root);
                assertEndsEqual(root, n);
            }
        }
    }

    @Test
    void after_a_power_cut_at_any_operation_the_next_run_ends_in_an_equal_lake() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        for (int n = 1; n == 1 || disk.struck(); n += STEP) {
            Path root = Files.createDirectory(directory.resolve("cut-" + n));
            VolatileDisk volatileDisk = new VolatileDisk(root, Fault.STOP, n);
            disk = volatileDisk;
            stop(lake(root, disk));
            Path left = Files.createDirectory(directory.resolve("left-" + n));
            volatileDisk.restoreTo(left);
            assertReadersSeeWholeCommits(left);
            assertEndsEqual(left, n);
        }
    }

    private void assertEndsEqual(Path root, int n) throws IOException {
        Lake lake = lake(root, new FaultyDisk());
        try (LakeWriter writer = lake.openForWriting()) {
            assertThat(filesBelow(root, "bronze"))
                    .as("only committed files after recovery from operation %s", n)
                    .isEqualTo(committed(writer.catalog()));
            assertThat(root.resolve("temp")).isEmptyDirectory();
            run(writer);
        }
        assertThat(LakeComparison.differences(expected, root))
                .as("operation %s", n)
                .isEmpty();
        assertThat(root.resolve("temp")).isEmptyDirectory();
    }

    private static void assertReadersSeeWholeCommits(Path root) {
        assertThat(Lake.at(root).catalog().missing()).isEmpty();
    }

    private static void assertUntouchedUnlessUnknown(Path root, CommitException e) {
        if (e.outcome() == Outcome.FAILED) {
            assertThat(Lake.at(root).catalog().unit(e.unit())).isEmpty();
        }
    }

    /** Runs until the disk stops it. */
    private static void stop(Lake lake) {
        try {
            run(lake);
        } catch (FaultyDisk.Stopped e) {
            assertThat(e).hasMessageContaining("stopped");
        }
    }

    private static void run(Lake lake) {
        try (LakeWriter writer = lake.openForWriting()) {
            run(writer);
        }
    }

    /** What a pipeline does: whatever the ledger does not have yet, in order. */
    private static void run(LakeWriter writer) {
        FakeUnit one = FakeUnit.of(STOCKS_MINUTE, Layer.BRONZE, "1", FIRST)
                .session(FIRST, "first")
                .derived(QUARANTINE + FIRST + ".ndjson.gz", "bad");
        FakeUnit two = FakeUnit.of(STOCKS_MINUTE, Layer.BRONZE, "2", SECOND).session(SECOND, "second!");
        FakeUnit settled = FakeUnit.of(STOCKS_MINUTE, Layer.BRONZE, "12", FIRST, SECOND)
                .settled("AAPL", "first")
                .settled("MSFT", "second!")
                .superseding(one.spec().unit(), two.spec().unit());
        FakeUnit corrected = FakeUnit.of(STOCKS_MINUTE, Layer.BRONZE, "123", FIRST, SECOND)
                .settled("AAPL", "first")
                .settled("MSFT", "corrected")
                .deletes(QUARANTINE + FIRST + ".ndjson.gz")
                .derived(QUARANTINE + SECOND + ".ndjson.gz", "also bad")
                .superseding(settled.spec().unit());
        FakeUnit daily = FakeUnit.of(STOCKS_DAILY, Layer.BRONZE, "4", FIRST).settled("", "daily");
        publish(writer, one);
        publish(writer, two);
        publish(writer, settled);
        reject(writer);
        publish(writer, daily);
        publish(writer, corrected);
    }

    private static void publish(LakeWriter writer, FakeUnit unit) {
        if (!isInHistory(writer, unit.spec().unit())) {
            unit.publish(writer);
        }
    }

    private static void reject(LakeWriter writer) {
        FakeUnit refused = FakeUnit.of(STOCKS_MINUTE, Layer.BRONZE, "bad", THIRD);
        if (!isInHistory(writer, refused.spec().unit())) {
            SessionEntry entry = new SessionEntry(LocalDate.parse(THIRD), "key", 1, "bad", 0, 0, 0, 0, 0, 0);
            try (Commit commit = writer.begin(refused.spec())) {
                commit.reject(List.of(entry), "trailing bytes");
            }
        }
    }

    private static boolean isInHistory(LakeWriter writer, String unit) {
        return Lake.at(writer.root()).history().stream()
                .anyMatch(line -> line.unit().equals(unit));
    }

    private static Lake lake(Path root, FileOperations disk) {
        return Lake.at(root, TradingCalendar.nyse(), Clock.systemUTC(), disk);
    }

    private static Set<String> committed(LakeCatalog catalog) {
        return catalog.units().stream()
                .flatMap(unit -> catalog.files(unit).stream())
                .map(LakeFile::path)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> filesBelow(Path root, String path) throws IOException {
        if (!Files.exists(root.resolve(path))) {
            return Set.of();
        }
        try (Stream<Path> files = Files.walk(root.resolve(path))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
