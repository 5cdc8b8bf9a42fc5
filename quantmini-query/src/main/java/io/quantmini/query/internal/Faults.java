package io.quantmini.query.internal;

import io.quantmini.QuantminiException;
import io.quantmini.ResourceLimitException;
import io.quantmini.lake.ConcurrentCommitException;
import io.quantmini.query.QueryException;
import io.quantmini.query.QueryException.Reason;
import org.apache.arrow.memory.OutOfMemoryException;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong in DuckDB, as our own errors.
 *
 * @param memoryBytes the session's limit
 */
record Faults(long memoryBytes) {
    /** The error of a failure that has nothing to do with files. */
    QuantminiException of(Exception failure) {
        if (failure instanceof QuantminiException known) {
            return known;
        }
        Throwable root = root(failure);
        String message = String.valueOf(root.getMessage());
        if (root instanceof OutOfMemoryException) {
            return new ResourceLimitException(
                    "off-heap bytes", -1, -1, "[query] cannot hold a batch: " + message + "; raise the limit", failure);
        }
        if (message.contains("Out of Memory Error")) {
            return new ResourceLimitException(
                    "DuckDB memory bytes",
                    memoryBytes,
                    -1,
                    "[query] cannot run within " + memoryBytes + " bytes: " + message
                            + "; ask for fewer rows at once or raise the memory limit",
                    failure);
        }
        return new QueryException(reason(message), "cannot run: " + message, failure);
    }

    /** As above; a file that is gone is the reason before any other. */
    QuantminiException of(Exception failure, PlannedFiles files) {
        if (failure instanceof QuantminiException known) {
            return known;
        }
        @Nullable ConcurrentCommitException gone = files.gone(failure);
        return gone == null ? of(failure) : gone;
    }

    /** The driver wraps what it calls by reflection. */
    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static Reason reason(String message) {
        if (message.contains("Permission Error")) {
            return Reason.REFUSED;
        }
        boolean wrong = message.contains("Parser Error")
                || message.contains("Binder Error")
                || message.contains("Catalog Error");
        return wrong ? Reason.INVALID : Reason.FAILED;
    }
}
