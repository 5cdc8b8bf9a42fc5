package io.quantmini.admission;

import io.quantmini.QuantminiException;
import org.jspecify.annotations.Nullable;

/** A file that is rejected whole: nothing of it may be published. Reading the same bytes again fails again. */
public final class IngestException extends QuantminiException {
    private static final long serialVersionUID = 1L;

    private final FileFault fault;
    private final FilePosition position;

    /** The position is put in front of the message. */
    public IngestException(FileFault fault, FilePosition position, String message) {
        this(fault, position, message, null);
    }

    /** As above, with the error underneath. */
    public IngestException(FileFault fault, FilePosition position, String message, @Nullable Throwable cause) {
        super("[" + position + "] " + message, cause);
        this.fault = fault;
        this.position = position;
    }

    /** Why. */
    public FileFault fault() {
        return fault;
    }

    /** Where. */
    public FilePosition position() {
        return position;
    }

    /** The file, as the request named it. */
    public String file() {
        return position.file();
    }
}
