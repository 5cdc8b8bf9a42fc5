package io.quantmini.lake;

import io.quantmini.QuantminiException;
import org.jspecify.annotations.Nullable;

/**
 * A planned file is gone because a commit replaced it in the meantime. Plan again on a newer {@link LakeCatalog}; rows
 * already taken from a stream that ends so are to be thrown away.
 */
public final class ConcurrentCommitException extends QuantminiException {
    private static final long serialVersionUID = 1L;

    private final String path;

    /** For the file at {@code path}, relative to the lake's root. */
    public ConcurrentCommitException(String path, @Nullable Throwable cause) {
        super("[" + path + "] cannot read: a newer commit replaced it; read again", cause);
        this.path = path;
    }

    /** The file that is gone, relative to the lake's root. */
    public String path() {
        return path;
    }
}
