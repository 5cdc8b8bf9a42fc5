package io.quantmini.lake;

import io.quantmini.QuantminiException;

/** A text that has no path segment, or a path segment that {@link SymbolPath} would not have written. */
public final class SymbolPathException extends QuantminiException {
    private static final long serialVersionUID = 1L;

    private final String text;

    SymbolPathException(String text, String message) {
        super("[" + text + "] " + message, null);
        this.text = text;
    }

    /** The text or the segment at fault. */
    public String text() {
        return text;
    }
}
