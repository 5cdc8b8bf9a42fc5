package io.quantmini.query.internal;

import io.quantmini.QuantminiException;
import io.quantmini.ResourceLimitException;
import io.quantmini.lake.ConcurrentCommitException;
import io.quantmini.query.QueryException;
import io.quantmini.query.QueryException.Reason;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.arrow.memory.OutOfMemoryException;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong in DuckDB, as our own errors.
 *
 * @param memoryBytes the session's limit
 */
record Faults(long memoryBytes) {
    private static final Pattern KIND = Pattern.compile("\\b([A-Z][A-Za-z]*(?: [A-Za-z]+)*) Error: ");

    /** The error of a failure that has nothing to do with files. */
    QuantminiException of(Exception failure) {
        if (failure instanceof QuantminiException known) {
            return known;
        }
        Throwable root = root(failure);
        String message = String.valueOf(root.getMessage());
        if (root instanceof OutOfMemoryException) {
            return noRoom(message, failure);
        }
        String kind = kind(message);
        if (kind.equals("Out of Memory")) {
            return new ResourceLimitException(
                    "DuckDB memory bytes",
                    memoryBytes,
                    -1,
                    "[query] cannot run within " + memoryBytes + " bytes: " + message
                            + "; ask for fewer rows at once or raise the memory limit",
                    failure);
        }
        return new QueryException(reason(kind), "cannot run: " + message, failure);
    }

    /** The error of a batch that does not fit the caller's allocator. */
    static ResourceLimitException noRoom(String message, Exception failure) {
        return new ResourceLimitException(
                "off-heap bytes", -1, -1, "[query] cannot hold a batch: " + message + "; raise the limit", failure);
    }

    /** As {@link #of(Exception)}; a file that is gone is the reason before any other. */
    QuantminiException of(Exception failure, PlannedFiles files) {
        if (failure instanceof QuantminiException known) {
            return known;
        }
        @Nullable ConcurrentCommitException gone = files.gone(failure);
        return gone == null ? of(failure) : gone;
    }

    /** The driver wraps what it calls by reflection. */
    static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** DuckDB's name for the kind of error, the first in the message; empty when it has none. */
    private static String kind(String message) {
        Matcher kind = KIND.matcher(message);
        return kind.find() ? kind.group(1) : "";
    }

    private static Reason reason(String kind) {
        return switch (kind) {
            case "Permission" -> Reason.REFUSED;
            case "Parser", "Syntax", "Binder", "Catalog" -> Reason.INVALID;
            default -> Reason.FAILED;
        };
    }
}
