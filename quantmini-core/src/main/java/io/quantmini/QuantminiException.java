package io.quantmini;

import org.jspecify.annotations.Nullable;

/**
 * The root of every error quantmini raises on purpose. Each leaf carries the place of the fault in fields; the message
 * reads {@code [where] cannot X: expected A, got B; do C}. Secrets never appear in it.
 */
public abstract class QuantminiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    protected QuantminiException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
