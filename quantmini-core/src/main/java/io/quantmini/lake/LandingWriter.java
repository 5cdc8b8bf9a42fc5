package io.quantmini.lake;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The one who fetches into a landing directory, from {@link Landing#openForWriting()} to {@link #close()}. Safe for use by
 * several threads.
 */
public final class LandingWriter implements AutoCloseable {
    private final Landing landing;
    private final LakeLock lock;
    private final LandedFiles files;
    private boolean broken;

    LandingWriter(Landing landing, LandedFiles files, LakeLock lock) {
        this.landing = landing;
        this.files = files;
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

    /**
     * Puts a file there, over one of the same name; on return it is on the disk whole. It is not recorded in the ledger.
     *
     * @param path below landing, with forward slashes
     * @throws LakeException when it cannot be written; the file is then as it was
     */
    public void write(String path, byte[] content) {
        change(path, () -> files.write(path, content));
    }

    /**
     * Deletes a directory and the files in it; one that is not there is fine.
     *
     * @param path below landing, with forward slashes
     * @throws LakeException when it cannot be deleted; some of the files may then be gone, the last in order first
     */
    public void delete(String path) {
        change(path, () -> files.delete(path));
    }

    private static void change(String path, Append change) {
        try {
            change.run();
        } catch (IOException e) {
            throw new LakeException(
                    Path.of("landing", path),
                    "cannot write: " + e + "; check the disk and its space, then run again",
                    e);
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
