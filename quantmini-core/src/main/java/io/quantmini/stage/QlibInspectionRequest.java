package io.quantmini.stage;

import io.quantmini.integrity.ValidationLevel;

/**
 * Which Qlib directory to look into.
 *
 * @param wanted the request that an update would get now; its mode has no meaning here
 * @param level {@link ValidationLevel#STRUCTURE} reads every file of the directory, {@link ValidationLevel#CONTENT} also
 *     the rows it was made from, and compares each value with its row
 * @param threads looking into files at once
 */
public record QlibInspectionRequest(QlibRequest wanted, ValidationLevel level, int threads) {
    public QlibInspectionRequest {
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "[" + wanted.directory() + "] expected a thread at least, got " + threads);
        }
    }
}
