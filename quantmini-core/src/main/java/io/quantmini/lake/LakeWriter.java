package io.quantmini.lake;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The one writer of a lake, from {@link Lake#openForWriting()} to {@link #close()}. Safe for use by several threads: units
 * are made side by side and committed one after the other.
 */
public final class LakeWriter implements AutoCloseable {
    private final LakeDisk disk;
    private final LakeLock lock;
    private final Ledger ledger;
    private final CommitProtocol protocol;
    private final Map<String, Commit> open = new HashMap<>();
    private boolean closed;

    LakeWriter(LakeDisk disk, LakeLock lock, Ledger ledger, CommitProtocol protocol) {
        this.disk = disk;
        this.lock = lock;
        this.ledger = ledger;
        this.protocol = protocol;
    }

    /**
     * Starts a unit.
     *
     * @throws CommitException when an earlier commit of this writer stopped halfway
     * @throws IllegalStateException when the same unit is in the making, or the writer is closed
     */
    public Commit begin(UnitSpec spec) {
        String unit = spec.unit();
        protocol.requireSound(unit);
        synchronized (open) {
            if (closed || open.containsKey(unit)) {
                throw new IllegalStateException("[unit " + unit + "] cannot begin: "
                        + (closed ? "the writer is closed" : "the same unit is in the making"));
            }
            try {
                Commit commit = new Commit(this, spec, disk.temp().create(unit));
                open.put(unit, commit);
                return commit;
            } catch (IOException e) {
                throw new LakeException(
                        disk.temp().unit(unit),
                        "cannot stage: " + e + "; see that the disk can be written and has room, and run again",
                        e);
            }
        }
    }

    /** The lake's directory, absolute. */
    public Path root() {
        return disk.paths().root();
    }

    /** What is committed now, own commits included. */
    public LakeCatalog catalog() {
        return ledger.read().catalog();
    }

    /** Discards commits in the making and gives up the lock. Closing twice is harmless. */
    @Override
    public void close() {
        List<Commit> left;
        synchronized (open) {
            if (closed) {
                return;
            }
            closed = true;
            left = new ArrayList<>(open.values());
        }
        try {
            left.forEach(Commit::close);
        } finally {
            disk.forces().close();
            lock.close();
        }
    }

    CommitProtocol protocol() {
        return protocol;
    }

    void ended(Commit commit) {
        synchronized (open) {
            open.remove(commit.unit());
        }
        TempDirectory temp = disk.temp();
        // With its intent still there the commit is undecided, and recovery needs what is left of it.
        if (!temp.hasIntent(commit.unit())) {
            try {
                temp.discard(commit.unit());
            } catch (IOException e) {
                throw new LakeException(temp.unit(commit.unit()), "cannot discard: " + e, e);
            }
        }
    }
}
