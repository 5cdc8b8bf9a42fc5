package io.quantmini.pipeline;

import io.quantmini.QuantminiException;
import org.jspecify.annotations.Nullable;

/** Flat files that cannot be listed or opened: a missing directory, an unreadable file. Nothing was written. */
public final class SourceException extends QuantminiException {
    private static final long serialVersionUID = 1L;

    private final String where;

    SourceException(String where, String message, @Nullable Throwable cause) {
        super("[" + where + "] " + message, cause);
        this.where = where;
    }

    /** The path, or what else names the source. */
    public String where() {
        return where;
    }
}
