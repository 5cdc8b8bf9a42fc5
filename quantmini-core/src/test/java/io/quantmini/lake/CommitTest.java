package io.quantmini.lake;

import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static io.quantmini.market.Dataset.STOCKS_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.lake.CommitException.Outcome;
import io.quantmini.market.TradingCalendar;
import io.quantmini.stage.StagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommitTest {
    private static final String DAY = "2025-01-02";
    private static final String QUARANTINE = "quarantine/stocks_minute/2025-01-02.ndjson.gz";

    @TempDir
    Path directory;

    private Lake lake;

    @BeforeEach
    void open() {
        lake = Lake.at(directory.resolve("lake"), TradingCalendar.nyse(), Clock.systemUTC(), new FaultyDisk());
    }

    @Test
    void a_published_session_is_in_the_lake_with_its_rows_accounted_for() throws IOException {
        FakeUnit unit = minute("a").session(DAY, "rows").derived(QUARANTINE, "bad rows");
        LedgerEntry line;
        try (LakeWriter writer = lake.openForWriting()) {
            line = unit.publish(writer);
        }

        LakeCatalog catalog = lake.catalog();
        LakeFile file = catalog.files(STOCKS_MINUTE, Layer.BRONZE).get(0);
        assertThat(catalog.units()).containsExactly(line);
        assertThat(lake.history()).containsExactly(line);
        assertThat(line.unit()).isEqualTo(unit.spec().unit());
        assertThat(line.files())
                .isEqualTo(new FileTotals(
                        1,
                        4,
                        4,
                        "metadata/manifests/" + line.unit() + ".tsv",
                        totals(line).crc32c()));
        assertThat(file.path()).startsWith("bronze/_sessions/stocks_minute/date=2025-01-02/part-");
        assertThat(lake.paths().resolve(file.path())).hasContent("rows");
        assertThat(lake.paths().resolve(QUARANTINE)).hasContent("bad rows");
        assertThat(catalog.session(STOCKS_MINUTE, Layer.BRONZE, LocalDate.parse(DAY)))
                .get()
                .extracting(CommittedSession::entry)
                .isEqualTo(unit.sessions().get(0));
        assertThat(lake.paths().temp()).isEmptyDirectory();
    }

    @Test
    void a_commit_knows_what_it_will_ask_of_the_disk() {
        FakeUnit unit = FakeUnit.of(STOCKS_MINUTE, Layer.BRONZE, "a", DAY)
                .settled("AAPL", "rows")
                .settled("MSFT", "more rows");
        try (LakeWriter writer = lake.openForWriting();
                Commit commit = writer.begin(unit.spec())) {
            CommitCost cost = commit.cost(unit.stage(commit.staging()));

            assertThat(cost.files()).isEqualTo(2);
            assertThat(cost.bytes()).isEqualTo("rows".length() + "more rows".length());
            assertThat(cost.directories())
                    .as("symbol, year and month of each, their parent, bronze and the lake")
                    .isEqualTo(2 * 3 + 3);
            assertThat(cost.forcing()).isPositive();
        }
    }

    @Test
    void what_is_not_published_leaves_nothing_behind() {
        try (LakeWriter writer = lake.openForWriting()) {
            try (Commit commit = writer.begin(minute("a").spec())) {
                minute("a").session(DAY, "rows").stage(commit.staging());
            }
            assertThat(writer.catalog().units()).isEmpty();
        }

        assertThat(lake.paths().temp()).isEmptyDirectory();
        assertThat(lake.paths().bronze()).doesNotExist();
    }

    @Test
    void a_corrected_session_takes_the_place_of_the_first_version() {
        FakeUnit first = minute("a").session(DAY, "old").derived(QUARANTINE, "bad");
        FakeUnit second = minute("b")
                .session(DAY, "newer")
                .deletes(QUARANTINE)
                .superseding(first.spec().unit());
        try (LakeWriter writer = lake.openForWriting()) {
            first.publish(writer);
            second.publish(writer);
        }

        assertThat(lake.catalog().units())
                .extracting(LedgerEntry::unit)
                .containsExactly(second.spec().unit());
        assertThat(filesBelow("bronze")).containsExactly(only(lake).path());
        assertThat(filesBelow("metadata/manifests"))
                .containsExactly("metadata/manifests/" + second.spec().unit() + ".tsv");
        assertThat(filesBelow("quarantine")).isEmpty();
    }

    @Test
    void settling_leaves_no_session_directories_behind() {
        FakeUnit one = minute("a").session(DAY, "one");
        FakeUnit two =
                FakeUnit.of(STOCKS_MINUTE, Layer.BRONZE, "b", "2025-01-03").session("2025-01-03", "two!");
        FakeUnit month = FakeUnit.of(STOCKS_MINUTE, Layer.BRONZE, "month", DAY, "2025-01-03")
                .settled("AAPL", "one")
                .settled("TpA", "two!")
                .superseding(one.spec().unit(), two.spec().unit());
        try (LakeWriter writer = lake.openForWriting()) {
            one.publish(writer);
            two.publish(writer);
            month.publish(writer);
        }

        assertThat(lake.paths().bronze().resolve("_sessions")).doesNotExist();
        assertThat(filesBelow("bronze")).hasSize(2).allMatch(path -> path.startsWith("bronze/stocks_minute/symbol="));
        assertThat(lake.catalog().sessions(STOCKS_MINUTE, Layer.BRONZE)).hasSize(2);
    }

    @Test
    void a_file_that_the_new_unit_lists_too_stays_where_it_is() {
        FakeUnit first = FakeUnit.of(STOCKS_MINUTE, Layer.BRONZE, "a", DAY)
                .settled("AAPL", "same")
                .settled("MSFT", "old");
        FakeUnit second = FakeUnit.of(STOCKS_MINUTE, Layer.BRONZE, "b", DAY)
                .settled("AAPL", "same")
                .settled("MSFT", "new")
                .superseding(first.spec().unit());
        try (LakeWriter writer = lake.openForWriting()) {
            first.publish(writer);
            try (Commit commit = writer.begin(second.spec())) {
                List<StagedFile> files = new ArrayList<>(second.stage(commit.staging()));
                LakeFile kept = files.get(0).file();
                files.set(0, new StagedFile(lake.paths().resolve(kept.path()), kept));
                commit.publish(second.sessions(), files, List.of());
            }
        }

        assertThat(filesBelow("bronze"))
                .hasSize(2)
                .allSatisfy(path -> assertThat(lake.paths().resolve(path)).isNotEmptyFile());
        assertThat(lake.catalog().missing()).isEmpty();
    }

    @Test
    void a_lost_file_comes_back_with_the_same_unit_and_no_second_line() throws IOException {
        FakeUnit unit = FakeUnit.of(STOCKS_MINUTE, Layer.BRONZE, "a", DAY)
                .settled("AAPL", "aaaa")
                .settled("MSFT", "mm");
        try (LakeWriter writer = lake.openForWriting()) {
            LedgerEntry line = unit.publish(writer);
            String lost =
                    writer.catalog().files(STOCKS_MINUTE, Layer.BRONZE).get(1).path();
            Files.delete(lake.paths().resolve(lost));

            assertThat(writer.catalog().missing()).containsExactly(new DamagedUnit(line, List.of(lost)));
            assertThat(unit.publish(writer)).isEqualTo(line);
            assertThat(lake.paths().resolve(lost)).hasContent("mm");
            assertThat(writer.catalog().missing()).isEmpty();
        }
        assertThat(lake.history()).hasSize(1);
    }

    @Test
    void a_file_of_another_length_and_a_lost_manifest_come_back_too() throws IOException {
        FakeUnit unit = minute("a").session(DAY, "rows");
        try (LakeWriter writer = lake.openForWriting()) {
            LedgerEntry line = unit.publish(writer);
            Path file = lake.paths().resolve(only(lake).path());
            Files.writeString(file, "rowsrows");
            Files.delete(lake.paths().resolve(totals(line).manifest()));

            assertThat(lake.catalog().missing()).hasSize(1);
            assertThat(Lake.at(lake.root()).catalog().missing())
                    .containsExactly(new DamagedUnit(line, List.of(totals(line).manifest())));
            unit.publish(writer);
            assertThat(file).hasContent("rows");
        }
        assertThat(Lake.at(lake.root()).catalog().missing()).isEmpty();
    }

    @Test
    void the_same_unit_with_other_files_takes_the_place_of_its_first_version() {
        try (LakeWriter writer = lake.openForWriting()) {
            minute("a").session(DAY, "made by one release").publish(writer);
            minute("a").session(DAY, "made by the next").publish(writer);
        }

        assertThat(lake.history()).hasSize(2);
        assertThat(lake.catalog().units()).hasSize(1);
        assertThat(filesBelow("bronze")).containsExactly(only(lake).path());
        assertThat(filesBelow("metadata/manifests"))
                .containsExactly(
                        totals(lake.catalog().units().iterator().next()).manifest());
    }

    @Test
    void a_session_cannot_be_in_two_units() {
        try (LakeWriter writer = lake.openForWriting()) {
            minute("a").session(DAY, "rows").publish(writer);
            FakeUnit other = minute("b").session(DAY, "rows");

            assertFailed(() -> other.publish(writer), "to supersede unit");
            assertThat(filesBelow("bronze")).hasSize(1);
        }
    }

    @Test
    void a_unit_cannot_be_superseded_by_one_that_lacks_a_session_of_it() {
        FakeUnit two =
                FakeUnit.of(STOCKS_MINUTE, Layer.BRONZE, "a", DAY, "2025-01-03").settled("AAPL", "rows");
        FakeUnit one = minute("b").session(DAY, "rows").superseding(two.spec().unit());
        try (LakeWriter writer = lake.openForWriting()) {
            two.publish(writer);

            assertFailed(() -> one.publish(writer), "all sessions of superseded unit");
        }
    }

    @Test
    void a_commit_that_does_not_add_up_fails_whole() {
        FakeUnit unit = minute("a").session(DAY, "rows");
        try (LakeWriter writer = lake.openForWriting()) {
            assertFailed(() -> publish(writer, unit, List.of(), null), "an account of sessions");
            assertFailed(() -> publish(writer, unit, List.of(SessionEntry.derived(day(), 5)), null), "5 rows");
            assertFailed(
                    () -> publish(writer, unit, List.of(new SessionEntry(day(), "k", 1, "", 0, 9, 4, 1, 1, 1)), null),
                    "read = published");
            assertFailed(
                    () -> publish(
                            writer,
                            unit,
                            unit.sessions(),
                            FakeUnit.lakeFile(
                                    "bronze/_sessions/stocks_daily/date=2025-01-02/part-0123456789abcdef.parquet",
                                    "rows")),
                    "bronze stocks_minute");
            assertFailed(
                    () -> publish(writer, unit, unit.sessions(), FakeUnit.lakeFile("../outside.parquet", "rows")),
                    "below the lake's root");
            assertFailed(
                    () -> publish(
                            writer,
                            unit,
                            unit.sessions(),
                            FakeUnit.lakeFile(FakeUnit.path(sessionKey(), "longer"), "rows!")),
                    "rows in the files");
            assertThat(lake.paths().temp()).isEmptyDirectory();
            unit.publish(writer);
        }
        assertThat(lake.catalog().units()).hasSize(1);
    }

    @Test
    void a_rejected_file_changes_nothing_but_the_ledger() {
        FakeUnit good = minute("a").session(DAY, "rows");
        UnitSpec bad = minute("b").spec();
        List<SessionEntry> seen = List.of(new SessionEntry(day(), "key", 10, "b", 7, 0, 0, 0, 0, 0));
        try (LakeWriter writer = lake.openForWriting()) {
            good.publish(writer);
            LedgerEntry line = reject(writer, bad, seen, "not one valid gzip stream");

            assertThat(reject(writer, bad, seen, "not one valid gzip stream")).isEqualTo(line);
            assertThat(writer.catalog().rejected(STOCKS_MINUTE, Layer.BRONZE, day()))
                    .hasValue(new CommittedSession(line, seen.get(0)));
            assertThat(writer.catalog().session(STOCKS_MINUTE, Layer.BRONZE, day()))
                    .get()
                    .extracting(session -> session.unit().unit())
                    .isEqualTo(good.spec().unit());

            minute("c").session(DAY, "third").superseding(good.spec().unit()).publish(writer);
            assertThat(writer.catalog().rejected(STOCKS_MINUTE, Layer.BRONZE, day()))
                    .isEmpty();
        }
        assertThat(lake.history()).hasSize(3);
    }

    @Test
    void units_can_be_made_side_by_side_but_not_the_same_one_twice() {
        FakeUnit daily = FakeUnit.of(STOCKS_DAILY, Layer.BRONZE, "d", DAY).settled("", "daily");
        try (LakeWriter writer = lake.openForWriting();
                Commit one = writer.begin(minute("a").spec());
                Commit two = writer.begin(daily.spec())) {
            assertThatThrownBy(() -> writer.begin(daily.spec())).isInstanceOf(IllegalStateException.class);
            two.publish(daily.sessions(), daily.stage(two.staging()), List.of());
            FakeUnit minute = minute("a").session(DAY, "rows");
            one.publish(minute.sessions(), minute.stage(one.staging()), List.of());
            assertThatThrownBy(() -> one.publish(List.of(), List.of(), List.of()))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(lake.catalog().units()).hasSize(2);
    }

    @Test
    void a_link_that_leads_out_of_the_lake_stops_a_commit_before_anything_is_moved() throws IOException {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        try (LakeWriter writer = lake.openForWriting()) {
            Files.createDirectories(lake.paths().bronze().resolve("stocks_minute"));
            Files.createSymbolicLink(lake.paths().bronze().resolve("stocks_minute/symbol=MSFT"), outside);
            FakeUnit unit = FakeUnit.of(STOCKS_MINUTE, Layer.BRONZE, "a", DAY)
                    .settled("AAPL", "rows")
                    .settled("MSFT", "rows");

            assertFailed(() -> unit.publish(writer), "leads out of the lake");
            assertThat(outside).isEmptyDirectory();
            assertThat(filesBelow("bronze/stocks_minute/symbol=AAPL")).isEmpty();
            assertThat(writer.catalog().units()).isEmpty();
        }
    }

    @Test
    void an_interrupted_thread_commits_all_the_same() {
        // With the real disk, whose channels an interrupt closes.
        lake = Lake.at(lake.root());
        try (LakeWriter writer = lake.openForWriting()) {
            FakeUnit unit = minute("a").session(DAY, "rows");
            try (Commit commit = writer.begin(unit.spec())) {
                List<StagedFile> files = unit.stage(commit.staging());
                Thread.currentThread().interrupt();
                commit.publish(unit.sessions(), files, List.of());
            }
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(lake.catalog().missing()).isEmpty();
        assertThat(lake.catalog().units()).hasSize(1);
    }

    private static FakeUnit minute(String inputs) {
        return FakeUnit.of(STOCKS_MINUTE, Layer.BRONZE, inputs, DAY);
    }

    private static LocalDate day() {
        return LocalDate.parse(DAY);
    }

    private static FileTotals totals(LedgerEntry line) {
        return Objects.requireNonNull(line.files());
    }

    private static PartitionKey sessionKey() {
        return PartitionKey.session(STOCKS_MINUTE, Layer.BRONZE, day());
    }

    private static LakeFile only(Lake lake) {
        List<LakeFile> files = lake.catalog().files(STOCKS_MINUTE, Layer.BRONZE);
        assertThat(files).hasSize(1);
        return files.get(0);
    }

    private static LedgerEntry reject(LakeWriter writer, UnitSpec spec, List<SessionEntry> sessions, String reason) {
        try (Commit commit = writer.begin(spec)) {
            return commit.reject(sessions, reason);
        }
    }

    private static void publish(
            LakeWriter writer, FakeUnit unit, List<SessionEntry> sessions, @Nullable LakeFile instead) {
        try (Commit commit = writer.begin(unit.spec())) {
            List<StagedFile> files = unit.stage(commit.staging());
            if (instead != null) {
                files = List.of(new StagedFile(files.get(0).staged(), instead));
            }
            commit.publish(sessions, files, List.of());
        }
    }

    private static void assertFailed(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CommitException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.FAILED))
                .hasMessageContaining(message);
    }

    private List<String> filesBelow(String path) {
        Path top = lake.root().resolve(path);
        if (!Files.exists(top)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(top)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> lake.root().relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
