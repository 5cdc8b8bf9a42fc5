package io.quantmini.lake;

import static io.quantmini.lake.Committed.DAY;
import static io.quantmini.lake.Committed.day;
import static io.quantmini.lake.Committed.emptyLake;
import static io.quantmini.lake.Committed.filesBelow;
import static io.quantmini.lake.Committed.minute;
import static io.quantmini.market.Dataset.STOCKS_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.lake.CommitException.Outcome;
import io.quantmini.stage.StagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits that fail whole: they contradict themselves, the ledger or the disk. */
final class CommitRefusedTest {
    @TempDir
    Path directory;

    private Lake lake;

    @BeforeEach
    void open() {
        lake = emptyLake(directory);
    }

    @Test
    void a_session_cannot_be_in_two_units() {
        try (LakeWriter writer = lake.openForWriting()) {
            minute("a").session(DAY, "rows").publish(writer);
            FakeUnit other = minute("b").session(DAY, "rows");

            assertFailed(() -> other.publish(writer), "to supersede unit");
            assertThat(filesBelow(lake, "bronze")).hasSize(1);
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
            assertThat(filesBelow(lake, "bronze/stocks_minute/symbol=AAPL")).isEmpty();
            assertThat(writer.catalog().units()).isEmpty();
        }
    }

    private static PartitionKey sessionKey() {
        return PartitionKey.session(STOCKS_MINUTE, Layer.BRONZE, day());
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
}
