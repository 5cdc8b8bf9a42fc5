package io.quantmini.qlib;

import io.quantmini.QuantminiException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A Qlib directory cannot be brought up to date; the old one stands. */
public final class QlibUpdateException extends QuantminiException {
    private static final long serialVersionUID = 1L;

    private final transient Path directory;

    /** {@code message} goes on after {@code [directory]}. */
    public QlibUpdateException(Path directory, String message, @Nullable Throwable cause) {
        super("[" + directory + "] " + message, cause);
        this.directory = directory;
    }

    /** The Qlib directory. */
    public Path directory() {
        return directory;
    }
}
