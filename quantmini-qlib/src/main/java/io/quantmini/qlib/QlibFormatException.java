package io.quantmini.qlib;

import io.quantmini.QuantminiException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file of a Qlib directory is not what Qlib's format says, or cannot be read. */
public final class QlibFormatException extends QuantminiException {
    private static final long serialVersionUID = 1L;

    private final transient Path path;
    private final long byteOffset;

    /** {@code message} goes on after {@code [path @ byteOffset]}. */
    public QlibFormatException(Path path, long byteOffset, String message, @Nullable Throwable cause) {
        super("[" + path + " @ " + byteOffset + "] " + message, cause);
        this.path = path;
        this.byteOffset = byteOffset;
    }

    /** The file. */
    public Path path() {
        return path;
    }

    /** Where in the file the fault is; 0 when it concerns the whole file. */
    public long byteOffset() {
        return byteOffset;
    }
}
