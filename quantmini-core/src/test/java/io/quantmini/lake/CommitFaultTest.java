package io.quantmini.lake;

import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.QuantminiException;
import io.quantmini.lake.CommitException.Outcome;
import io.quantmini.lake.FaultyDisk.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Operations of a run of commits go wrong, one at a time; whatever is left, the next run ends in an equal lake. By default
 * it is every fifth operation; {@code -Dquantmini.fault.step=1} takes them all.
 */
final class CommitFaultTest {
    private static final int STEP = Integer.getInteger("quantmini.fault.step", 5);

    @TempDir(factory = MemoryDisk.class)
    Path directory;

    private CommitRun commits;

    @BeforeEach
    void run_once_undisturbed() {
        commits = CommitRun.undisturbed(directory.resolve("expected"));
    }

    @Test
    void after_a_failed_operation_the_same_writer_or_the_next_ends_in_an_equal_lake() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        int retried = 0;
        for (int n = 1; n == 1 || disk.struck(); n += STEP) {
            Path root = directory.resolve("retry-" + n);
            disk = new FaultyDisk(Fault.FAIL, n);
            try (LakeWriter writer = CommitRun.lake(root, disk).openForWriting()) {
                try {
                    CommitRun.run(writer);
                } catch (CommitException e) {
                    assertUntouchedUnlessUnknown(root, e);
                    if (e.outcome() == Outcome.FAILED) {
                        CommitRun.run(writer);
                        retried++;
                    }
                }
            } catch (QuantminiException e) {
                assertThat(e).hasMessageContaining("injected");
            }
            commits.assertEndsEqual(root, n);
        }
        assertThat(retried).isPositive();
    }

    @Test
    void a_disk_that_cannot_force_when_the_cost_is_asked_for_leaves_the_lake_as_it_was() {
        Path root = directory.resolve("cost");
        FaultyDisk disk = new FaultyDisk() {
            @Override
            public void force(Path file) throws IOException {
                if (String.valueOf(file.getFileName()).startsWith("file-")) {
                    throw new IOException("injected");
                }
                super.force(file);
            }
        };
        FakeUnit unit =
                FakeUnit.of(STOCKS_DAILY, Layer.BRONZE, "cost", "2025-01-02").settled("", "daily");
        try (LakeWriter writer = CommitRun.lake(root, disk).openForWriting();
                Commit commit = writer.begin(unit.spec())) {
            assertThatThrownBy(() -> commit.cost(unit.stage(commit.staging())))
                    .isInstanceOfSatisfying(
                            CommitException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.FAILED))
                    .hasMessageContaining("injected; nothing of it is in the lake");
        }
        assertThat(Lake.at(root).history()).isEmpty();
        assertThat(root.resolve("temp")).isEmptyDirectory();
    }

    @Test
    void killed_at_any_operation_the_next_run_ends_in_an_equal_lake() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        for (int n = 1; n == 1 || disk.struck(); n += STEP) {
            Path root = directory.resolve("stop-" + n);
            disk = new FaultyDisk(Fault.STOP, n);
            stop(CommitRun.lake(root, disk));
            CommitRun.assertReadersSeeWholeCommits(root);
            commits.assertEndsEqual(root, n);
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
                stop(CommitRun.lake(root, first));
                second = new FaultyDisk(Fault.STOP, m);
                try {
                    CommitRun.lake(root, second).openForWriting().close();
                } catch (FaultyDisk.Stopped e) {
                    assertThat(second.struck()).isTrue();
                }
                CommitRun.assertReadersSeeWholeCommits(root);
                commits.assertEndsEqual(root, n);
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
            stop(CommitRun.lake(root, disk));
            Path left = Files.createDirectory(directory.resolve("left-" + n));
            volatileDisk.restoreTo(left);
            CommitRun.assertReadersSeeWholeCommits(left);
            commits.assertEndsEqual(left, n);
        }
    }

    private static void assertUntouchedUnlessUnknown(Path root, CommitException e) {
        if (e.outcome() == Outcome.FAILED) {
            assertThat(Lake.at(root).catalog().unit(e.unit())).isEmpty();
        }
    }

    /** Runs until the disk stops it. */
    private static void stop(Lake lake) {
        try {
            CommitRun.run(lake);
        } catch (FaultyDisk.Stopped e) {
            assertThat(e).hasMessageContaining("stopped");
        }
    }
}
