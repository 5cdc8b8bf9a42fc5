package io.quantmini.lake;

import java.io.IOException;
import java.util.Optional;

/**
 * The one who fetches into a landing directory, from {@link Landing#openForWriting()} to {@link #close()}. Safe for use by
 * several threads.
 */
public final class LandingWriter implements AutoCloseable {
    private final Landing landing;
    private final LakeLock lock;
    private boolean broken;

    LandingWriter(Landing landing, LakeLock lock) {
        this.landing = landing;
        this.lock = lock;
    }

    /**
     * Records that this version of the object is in its place; on return the record is on the disk.
     *
     * @throws LakeException when it cannot be written; the landing directory then has to be opened again
     */
    public void record(LandedObject object) {
        write(() -> landing.append(object));
    }

    /**
     * Records that this object could not be had; a record that says so already is left.
     *
     * @throws LakeException when it cannot be written; the landing directory then has to be opened again
     */
    public void record(AbsentObject object) {
        if (!landing.absence(object.key()).equals(Optional.of(object))) {
            write(() -> landing.append(object));
        }
    }

    private interface Append {
        void run() throws IOException;
    }

    private synchronized void write(Append append) {
        if (broken) {
            throw new LakeException(landing.ledger(), "cannot write: an earlier write failed; open it again", null);
        }
        // Whatever stops this halfway leaves it unknown where the file ends.
        broken = true;
        try {
            append.run();
        } catch (IOException e) {
            throw new LakeException(
                    landing.ledger(), "cannot write: " + e + "; check the disk and its space, then run again", e);
        }
        broken = false;
    }

    /** Gives up the lock. Closing twice is harmless. */
    @Override
    public void close() {
        lock.close();
    }
}
