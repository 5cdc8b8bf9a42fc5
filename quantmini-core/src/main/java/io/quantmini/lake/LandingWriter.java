package io.quantmini.lake;

import java.io.IOException;

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
    public synchronized void record(LandedObject object) {
        if (broken) {
            throw new LakeException(landing.ledger(), "cannot write: an earlier write failed; open it again", null);
        }
        // Whatever stops this halfway leaves it unknown where the file ends.
        broken = true;
        try {
            landing.append(object);
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
