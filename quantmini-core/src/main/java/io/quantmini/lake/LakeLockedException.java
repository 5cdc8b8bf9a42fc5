package io.quantmini.lake;

import io.quantmini.QuantminiException;
import java.nio.file.Path;

/** Somebody else holds the lock: one writer per lake, one downloader per landing directory. */
public final class LakeLockedException extends QuantminiException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String holder;

    LakeLockedException(Path path, String holder) {
        super("[" + path + "] cannot lock: held by " + holder + "; wait until it ends, or end it", null);
        this.path = path.toString();
        this.holder = holder;
    }

    /** The lock file. */
    public String path() {
        return path;
    }

    /** Who holds it, such as {@code process 4711, started 2025-01-02T10:00:00Z}; for people, not for parsing. */
    public String holder() {
        return holder;
    }
}
