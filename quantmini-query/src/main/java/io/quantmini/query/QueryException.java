package io.quantmini.query;

import io.quantmini.QuantminiException;
import org.jspecify.annotations.Nullable;

/** A question that has no answer; {@link #reason()} tells whose turn it is. */
public final class QueryException extends QuantminiException {
    private static final long serialVersionUID = 1L;

    /** Why there is no answer. */
    public enum Reason {
        /** The statement asks for more than reading the lake's tables; no other wording of it is allowed either. */
        REFUSED,
        /** The statement is wrong: its syntax, a name, a type, the number of parameters. */
        INVALID,
        /** The statement is right, and running it failed. */
        FAILED,
        /** The thread that asks was interrupted, or another one closed the answer while it was read. */
        CANCELLED,
        /** It took longer than the engine's time limit. */
        TIMEOUT
    }

    private final Reason reason;

    /** With a problem that reads {@code cannot X: expected A, got B; do C}. */
    public QueryException(Reason reason, String problem, @Nullable Throwable cause) {
        super("[query] " + problem, cause);
        this.reason = reason;
    }

    /** Why there is no answer. */
    public Reason reason() {
        return reason;
    }
}
