package io.quantmini.admission;

import io.quantmini.QuantminiException;
import java.io.IOException;

/**
 * The disk, not the data: a file that cannot be opened, read or written. It says nothing about the file's content, so it
 * is no reason to reject it; once the cause is gone, the same work can succeed.
 */
public final class FileAccessException extends QuantminiException {
    private static final long serialVersionUID = 1L;

    private final String file;

    /** {@code action} completes "cannot …", for example {@code read}. */
    public FileAccessException(String file, String action, IOException cause) {
        super(
                "[" + file + "] cannot " + action + ": " + cause + "; check the path, its permissions and the disk",
                cause);
        this.file = file;
    }

    /** The file, as the request named it. */
    public String file() {
        return file;
    }
}
