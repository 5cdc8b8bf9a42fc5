package io.quantmini.lake;

import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static io.quantmini.market.Dataset.STOCKS_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

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

/** A run of six commits, of every kind, and what it leaves when nothing goes wrong. */
final class CommitRun {
    private static final String FIRST = "2025-01-02";
    private static final String SECOND = "2025-01-03";
    private static final String THIRD = "2025-01-06";
    private static final String QUARANTINE = "quarantine/stocks_minute/";

    private final Path expected;

    private CommitRun(Path expected) {
        this.expected = expected;
    }

    /** The run, carried out once in an empty directory. */
    static CommitRun undisturbed(Path expected) {
        run(lake(expected, new FaultyDisk()));
        assertThat(LakeComparison.differences(expected, expected)).isEmpty();
        assertThat(Lake.at(expected).history()).hasSize(6);
        return new CommitRun(expected);
    }

    Path expected() {
        return expected;
    }

    void assertEndsEqual(Path root, int n) throws IOException {
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

    static void assertReadersSeeWholeCommits(Path root) {
        assertThat(Lake.at(root).catalog().missing()).isEmpty();
    }

    static void run(Lake lake) {
        try (LakeWriter writer = lake.openForWriting()) {
            run(writer);
        }
    }

    /** What a pipeline does: whatever the ledger does not have yet, in order. */
    static void run(LakeWriter writer) {
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

    static Lake lake(Path root, FileOperations disk) {
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
