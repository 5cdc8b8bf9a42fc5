package io.quantmini.market;

import io.quantmini.QuantminiException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A {@code calendar.yaml} that cannot be read, with the file and the line of the fault. */
public final class CalendarFileException extends QuantminiException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;

    CalendarFileException(Path file, int line, String message, @Nullable Throwable cause) {
        super("[" + file + (line > 0 ? ":" + line : "") + "] " + message, cause);
        this.file = file.toString();
        this.line = line;
    }

    /** The file, as it was given. */
    public String file() {
        return file;
    }

    /** The line of the fault, the first being 1; 0 when the fault has no line. */
    public int line() {
        return line;
    }
}
