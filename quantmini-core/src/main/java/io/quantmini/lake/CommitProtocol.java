package io.quantmini.lake;

import io.quantmini.QuantminiException;
import io.quantmini.lake.CommitException.Outcome;
import io.quantmini.stage.StagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The order in which a commit touches the disk. Files are made durable side by side; from the intent on, one commit at a
 * time. Whoever sees an error with {@link Outcome#UNKNOWN} has to open the lake again: recovery decides.
 */
final class CommitProtocol {
    /** Files forced to see how long that takes. */
    private static final int PROBED = 64;

    private static final String REOPEN =
            "; check the disk and its space, then close the lake and open it for writing again";

    private final LakePaths paths;
    private final FileOperations operations;
    private final Forces forces;
    private final TempDirectory temp;
    private final Ledger ledger;
    private final IntentResolution resolution;
    private final Clock clock;

    private @Nullable String undecided;

    CommitProtocol(LakeDisk disk, Ledger ledger, IntentResolution resolution, Clock clock) {
        this.paths = disk.paths();
        this.operations = disk.operations();
        this.forces = disk.forces();
        this.temp = disk.temp();
        this.ledger = ledger;
        this.resolution = resolution;
        this.clock = clock;
    }

    /** Fails when an earlier commit stopped halfway. */
    synchronized void requireSound(String unit) {
        if (undecided != null) {
            throw new CommitException(
                    unit,
                    Outcome.FAILED,
                    "unit " + undecided + " stopped halfway; close the lake and open it for writing again",
                    null);
        }
    }

    /** What a commit of these files will ask of the disk. */
    CommitCost cost(String unit, List<StagedFile> staged) {
        Set<Path> directories = new HashSet<>();
        long bytes = 0;
        for (StagedFile file : staged) {
            bytes += file.file().bytes();
            Path directory =
                    Objects.requireNonNull(paths.resolve(file.file().path()).getParent());
            while (directories.add(directory) && !Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                directory = Objects.requireNonNull(directory.getParent());
            }
        }
        try {
            Duration each = forces.each(
                    staged.stream().map(StagedFile::staged).limit(PROBED).toList());
            return new CommitCost(
                    staged.size(),
                    directories.size(),
                    bytes,
                    each.multipliedBy((long) staged.size() + directories.size()));
        } catch (IOException e) {
            throw failed(unit, e);
        }
    }

    /** Carries out a commit whose files are finished, and returns the unit's line. */
    LedgerEntry publish(PlannedCommit plan) {
        try {
            plan.checkStaged(temp.staging(plan.unit()), paths);
            operations.write(temp.manifest(plan.unit()), plan.manifest().bytes());
            forces.files(plan.filesToForce(temp.manifest(plan.unit())));
        } catch (IOException | IllegalArgumentException e) {
            throw failed(plan.unit(), e);
        }
        return uninterrupted(plan.unit(), () -> commit(plan));
    }

    /** Appends a line that refuses the sessions' files, unless the same one stands already. */
    LedgerEntry reject(UnitSpec spec, List<SessionEntry> sessions, String reason) {
        return uninterrupted(spec.unit(), () -> appendReject(spec, sessions, reason));
    }

    private synchronized LedgerEntry appendReject(UnitSpec spec, List<SessionEntry> sessions, String reason) {
        requireSound(spec.unit());
        Ledger.Snapshot before = ledger.read();
        LedgerEntry line = PlannedCommit.line(spec, LedgerOp.REJECT, sessions, null)
                .withReason(reason)
                .withTime(clock.instant().truncatedTo(ChronoUnit.MILLIS));
        LedgerEntry standing = before.catalog()
                .rejected(spec.dataset(), spec.layer(), spec.sessions().get(0))
                .map(CommittedSession::unit)
                .orElse(null);
        if (standing != null && standing.sameAs(line)) {
            return standing;
        }
        undecided = spec.unit();
        append(before, line);
        undecided = null;
        return line;
    }

    private synchronized LedgerEntry commit(PlannedCommit plan) {
        requireSound(plan.unit());
        Ledger.Snapshot before = ledger.read();
        PlannedCommit.Change change;
        try {
            change = plan.against(before.catalog());
        } catch (QuantminiException | IllegalArgumentException e) {
            throw failed(plan.unit(), e);
        }
        Intent intent = plan.intent(change, before.position().bytes(), temp.unit(plan.unit()));
        // An error of any kind below leaves this set, so that nothing is built on a half-made commit.
        undecided = plan.unit();
        try {
            temp.writeIntent(intent, forces);
            moveIn(plan, intent.manifest());
        } catch (IOException | QuantminiException e) {
            throw takeBack(intent, before.catalog(), e);
        }
        LedgerEntry line = change.line();
        if (!change.restores()) {
            line = line.withTime(clock.instant().truncatedTo(ChronoUnit.MILLIS));
            append(before, line);
        }
        try {
            resolution.finish(intent, ledger.read().catalog());
        } catch (IOException | QuantminiException e) {
            throw new CommitException(
                    plan.unit(), Outcome.UNKNOWN, "its line is in the ledger, tidying up failed: " + e + REOPEN, e);
        }
        undecided = null;
        return line;
    }

    private void append(Ledger.Snapshot before, LedgerEntry line) {
        try {
            ledger.append(before, line);
        } catch (IOException e) {
            throw new CommitException(line.unit(), Outcome.UNKNOWN, "writing the ledger failed: " + e + REOPEN, e);
        }
    }

    private void moveIn(PlannedCommit plan, String manifest) throws IOException {
        DirectoryChanges changes = new DirectoryChanges(paths.root(), operations);
        for (StagedFile file : plan.staged()) {
            Path target = paths.resolve(file.file().path());
            Path directory = Objects.requireNonNull(target.getParent());
            changes.create(directory);
            // The name is a digest of the content, so a file of that name and length is the same file.
            if (changes.isNew(directory) || !hasLength(target, file.file().bytes())) {
                operations.move(file.staged(), target);
            }
            changes.touch(directory);
        }
        operations.move(temp.manifest(plan.unit()), paths.resolve(manifest));
        changes.touch(paths.manifests());
        forces.directories(changes.touched());
    }

    private <T> T uninterrupted(String unit, Callable<T> work) {
        try {
            return forces.uninterrupted(work);
        } catch (IOException e) {
            throw failed(unit, e);
        }
    }

    private CommitException takeBack(Intent intent, LakeCatalog catalog, Exception cause) {
        CommitException failed = failed(intent.unit(), cause);
        try {
            resolution.rollBack(intent, catalog);
            undecided = null;
        } catch (IOException | QuantminiException e) {
            // The next one to open the lake for writing takes it back.
            failed.addSuppressed(e);
        }
        return failed;
    }

    private static CommitException failed(String unit, Exception cause) {
        String remedy = cause instanceof IOException ? ", check the disk and its space, then run again" : "";
        return new CommitException(
                unit, Outcome.FAILED, cause.getMessage() + "; nothing of it is in the lake" + remedy, cause);
    }

    static boolean hasLength(Path file, long bytes) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == bytes;
    }
}
