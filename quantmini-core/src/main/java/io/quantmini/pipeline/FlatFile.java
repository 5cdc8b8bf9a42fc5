package io.quantmini.pipeline;

import io.quantmini.stage.RemoteObject;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The flat file of a session, at the store and in landing.
 *
 * @param session whose bars it holds
 * @param status how the two compare
 * @param object as the store lists it; empty when it does not
 */
public record FlatFile(LocalDate session, Status status, Optional<RemoteObject> object) {
    /** How store and landing compare. */
    public enum Status {
        /** Landing has the store's version. */
        LANDED,
        /** Landing has none. */
        NEW,
        /** Landing has another version, or its file is gone. */
        CHANGED,
        /** The store has none, and it is not due yet. */
        PENDING,
        /** The store has none, though it is due. */
        MISSING
    }

    /** The object, when landing is to be brought up to date with it. */
    public Optional<RemoteObject> toFetch() {
        return status == Status.NEW || status == Status.CHANGED ? object : Optional.empty();
    }
}
