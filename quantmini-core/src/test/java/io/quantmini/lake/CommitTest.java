package io.quantmini.lake;

import static io.quantmini.lake.Committed.DAY;
import static io.quantmini.lake.Committed.QUARANTINE;
import static io.quantmini.lake.Committed.day;
import static io.quantmini.lake.Committed.emptyLake;
import static io.quantmini.lake.Committed.minute;
import static io.quantmini.lake.Committed.totals;
import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static io.quantmini.market.Dataset.STOCKS_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.stage.StagedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a commit puts into the lake, and what of one that is not published. */
final class CommitTest {
    @TempDir
    Path directory;

    private Lake lake;

    @BeforeEach
    void open() {
        lake = emptyLake(directory);
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

    private static LedgerEntry reject(LakeWriter writer, UnitSpec spec, List<SessionEntry> sessions, String reason) {
        try (Commit commit = writer.begin(spec)) {
            return commit.reject(sessions, reason);
        }
    }
}
