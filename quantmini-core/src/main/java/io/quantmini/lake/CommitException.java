package io.quantmini.lake;

import io.quantmini.QuantminiException;
import org.jspecify.annotations.Nullable;

/** A commit that did not go through; {@link #outcome()} tells what the caller may do next. */
public final class CommitException extends QuantminiException {
    private static final long serialVersionUID = 1L;

    /** What became of the unit. */
    public enum Outcome {
        /** Nothing of it is in the lake; the cause mended, the unit can be made again. */
        FAILED,
        /** It may be in the lake: closing the lake and opening it for writing again decides that and tidies up. */
        UNKNOWN
    }

    private final String unit;
    private final Outcome outcome;

    CommitException(String unit, Outcome outcome, String problem, @Nullable Throwable cause) {
        super("[unit " + unit + "] cannot commit: " + problem, cause);
        this.unit = unit;
        this.outcome = outcome;
    }

    /** The unit's id. */
    public String unit() {
        return unit;
    }

    public Outcome outcome() {
        return outcome;
    }
}
