package io.quantmini.rest;

import io.quantmini.QuantminiException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reference data that cannot be read: nothing of it is used. */
public final class ReferenceException extends QuantminiException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final String pointer;
    private final int line;

    /**
     * @param pointer JSON Pointer (RFC 6901) to the value; empty for the file as a whole
     * @param line line where the fault, or the record that holds it, starts; 0 for the file as a whole
     * @param fault completes "cannot read reference data: "
     */
    ReferenceException(Path file, String pointer, int line, String fault, @Nullable Throwable cause) {
        super(
                "[" + file + (line > 0 ? ":" + line : "") + (pointer.isEmpty() ? "" : " " + pointer)
                        + "] cannot read reference data: " + fault,
                cause);
        this.file = file.toString();
        this.pointer = pointer;
        this.line = line;
    }

    /** The file or directory. */
    public String file() {
        return file;
    }

    /** JSON Pointer (RFC 6901) to the value at fault; empty for the file as a whole. */
    public String pointer() {
        return pointer;
    }

    /** Line, from 1, where the fault or the record that holds it starts; 0 for the file as a whole. */
    public int line() {
        return line;
    }
}
