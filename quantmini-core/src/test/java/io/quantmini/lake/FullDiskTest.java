package io.quantmini.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.QuantminiException;
import io.quantmini.lake.CommitException.Outcome;
import io.quantmini.lake.FaultyDisk.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk is full from one operation of a run of commits on. By default it is every fifth operation;
 * {@code -Dquantmini.fault.step=1} takes them all.
 */
final class FullDiskTest {
    private static final int STEP = Integer.getInteger("quantmini.fault.step", 5);

    @TempDir(factory = MemoryDisk.class)
    Path directory;

    private CommitRun commits;

    @BeforeEach
    void run_once_undisturbed() {
        commits = CommitRun.undisturbed(directory.resolve("expected"));
    }

    @Test
    void a_disk_full_from_any_operation_on_changes_nothing_and_with_room_the_run_ends_in_an_equal_lake()
            throws IOException {
        FaultyDisk disk = new FaultyDisk();
        int retried = 0;
        for (int n = 1; n == 1 || disk.struck(); n += STEP) {
            Path root = directory.resolve("full-" + n);
            disk = new FaultyDisk(Fault.FULL, n);
            Lake lake = CommitRun.lake(root, disk);
            retried += fillUp(lake, disk) ? 1 : 0;
            CommitRun.assertReadersSeeWholeCommits(root);
            commits.assertEndsEqual(root, n);
        }
        assertThat(retried).isPositive();
    }

    @Test
    void on_a_disk_that_stays_full_every_run_fails_and_changes_nothing() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        for (int n = 1; n == 1 || disk.struck(); n += STEP) {
            Path root = directory.resolve("stays-full-" + n);
            disk = new FaultyDisk(Fault.FULL, n);
            Lake lake = CommitRun.lake(root, disk);
            for (int again = 0; again < 3; again++) {
                List<String> before = units(root);
                runOnFullDisk(lake);
                assertThat(units(root).subList(0, before.size())).isEqualTo(before);
                CommitRun.assertReadersSeeWholeCommits(root);
            }
            disk.makeRoom();
            commits.assertEndsEqual(root, n);
        }
    }

    /** Runs until the disk is full, then makes room; whether the same writer went on and finished. */
    private boolean fillUp(Lake lake, FaultyDisk disk) {
        try (LakeWriter writer = lake.openForWriting()) {
            try {
                CommitRun.run(writer);
            } catch (CommitException e) {
                assertSaysWhatToDo(e);
                assertIsTheNextUnit(lake.root(), e);
                disk.makeRoom();
                if (e.outcome() == Outcome.FAILED) {
                    CommitRun.run(writer);
                    return true;
                }
            }
        } catch (QuantminiException e) {
            assertSaysWhatToDo(e);
        }
        return false;
    }

    private static void runOnFullDisk(Lake lake) {
        try {
            CommitRun.run(lake);
        } catch (QuantminiException e) {
            assertSaysWhatToDo(e);
        }
    }

    private static void assertSaysWhatToDo(QuantminiException e) {
        assertThat(e).hasMessageContaining("No space left on device").hasMessageContaining("; ");
        assertThat(e.getMessage()).containsPattern("run again$|open it for writing again$");
    }

    /** Units before the one that failed are in the lake, and none after it. */
    private void assertIsTheNextUnit(Path root, CommitException e) {
        List<String> all = units(commits.expected());
        int done = units(root).size();
        assertThat(units(root)).isEqualTo(all.subList(0, done));
        if (e.outcome() == Outcome.FAILED) {
            assertThat(e.unit()).isEqualTo(all.get(done));
        } else {
            assertThat(e.unit()).isIn(all.subList(Math.max(0, done - 1), Math.min(all.size(), done + 1)));
        }
    }

    private static List<String> units(Path root) {
        return Lake.at(root).history().stream().map(LedgerEntry::unit).toList();
    }
}
