package io.quantmini.lake;

import io.quantmini.market.TradingCalendar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * A lake: a directory of bars, and the ledger of what is committed in it. Reading needs no lock and sees all of a commit or
 * none; there is one writer at a time. Holds no file open; safe for use by several threads.
 *
 * <pre>{@code
 * Lake lake = Lake.at(Path.of("lake"));
 * List<LakeFile> files = lake.catalog().files(Dataset.STOCKS_DAILY, Layer.BRONZE);
 * try (LakeWriter writer = lake.openForWriting(); Commit commit = writer.begin(spec)) {
 *     commit.publish(sessions, writtenBelow(commit.staging()), List.of());
 * }
 * }</pre>
 */
public final class Lake {
    private final LakePaths paths;
    private final TradingCalendar calendar;
    private final Clock clock;
    private final FileOperations operations;
    private final Ledger ledger;
    private final VerifiedFiles verified;

    private Lake(LakePaths paths, TradingCalendar calendar, Clock clock, FileOperations operations) {
        this.paths = paths;
        this.calendar = calendar;
        this.clock = clock;
        this.operations = operations;
        this.ledger = new Ledger(paths, operations);
        this.verified = new VerifiedFiles(paths);
    }

    /**
     * The lake in that directory, which need not be there yet; nothing is made.
     *
     * @throws LakeException when it cannot be one: no directory, or a symbolic link in it that leads out of it
     */
    public static Lake at(Path root) {
        return at(root, TradingCalendar.nyse(), Clock.systemUTC());
    }

    /** As {@link #at(Path)}, with the calendar of its watermarks and the clock of its ledger lines. */
    public static Lake at(Path root, TradingCalendar calendar, Clock clock) {
        return at(root, calendar, clock, new LocalFileOperations());
    }

    static Lake at(Path root, TradingCalendar calendar, Clock clock, FileOperations operations) {
        Path absolute = root.toAbsolutePath().normalize();
        RootCheck.check(absolute);
        return new Lake(new LakePaths(absolute), calendar, clock, operations);
    }

    /** The lake's directory, absolute. */
    public Path root() {
        return paths.root();
    }

    /** Where things are in it. */
    public LakePaths paths() {
        return paths;
    }

    /**
     * What is committed now.
     *
     * @throws LakeException when the ledger is damaged, naming the line
     */
    public LakeCatalog catalog() {
        return ledger.read().catalog();
    }

    /** Every line of the ledger, oldest first. */
    public List<LedgerEntry> history() {
        return ledger.entries();
    }

    /**
     * The path of a committed file whose content was compared with its manifest: for readers that check nothing
     * themselves. A file is compared once, and again when it changed on disk.
     *
     * @throws ConcurrentCommitException when the file is gone
     * @throws PartitionException when its content is not what was committed
     */
    public Path verified(LakeFile file) {
        return verified.path(file);
    }

    /** The files that came from outside, and the record of them. */
    public Landing landing() {
        return new Landing(paths, operations);
    }

    /**
     * Takes the lake's lock, makes the lake where there is none, and puts in order what an earlier writer left halfway.
     *
     * @throws LakeLockedException when somebody else writes
     * @throws LakeException when the directory cannot be written, or the lake is damaged
     */
    public LakeWriter openForWriting() {
        RootCheck.check(paths.root());
        Forces forces = new Forces(operations);
        LakeLock lock = null;
        boolean opened = false;
        try {
            RootCheck.makeDirectories(paths, operations, List.of(paths.metadata(), paths.manifests(), paths.temp()));
            LakeLock held = LakeLock.acquire(paths.metadata().resolve("lake.lock"));
            lock = held;
            LakeWriter writer = forces.uninterrupted(() -> open(new LakeDisk(paths, operations, forces), held));
            opened = true;
            return writer;
        } catch (IOException e) {
            throw new LakeException(
                    paths.root(),
                    "cannot open for writing: " + e + "; check the disk and its space, then run again",
                    e);
        } finally {
            if (!opened) {
                forces.close();
                if (lock != null) {
                    lock.close();
                }
            }
        }
    }

    private LakeWriter open(LakeDisk disk, LakeLock lock) throws IOException {
        StateFiles state = new StateFiles(disk, calendar);
        IntentResolution resolution = new IntentResolution(disk, state);
        ledger.create();
        new Recovery(disk, ledger, resolution, state).run();
        return new LakeWriter(disk, lock, ledger, new CommitProtocol(disk, ledger, resolution, clock));
    }
}
