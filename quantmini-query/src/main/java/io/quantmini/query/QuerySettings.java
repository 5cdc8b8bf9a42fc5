package io.quantmini.query;

import java.nio.file.Path;

/**
 * What a query engine may use of the machine. The batches of its answers are not part of it: they are the caller's
 * allocator's.
 *
 * @param memoryBytes DuckDB's {@code memory_limit} for all questions together; what does not fit is spilled where it can be
 * @param threads computing at once, for all questions together
 * @param tempDirectory existing directory outside the lake, in which the engine makes one of its own to spill to
 */
public record QuerySettings(long memoryBytes, int threads, Path tempDirectory) {
    private static final long LEAST_MEMORY = 16L << 20;

    public QuerySettings {
        if (memoryBytes < LEAST_MEMORY) {
            throw new IllegalArgumentException(
                    "[query settings] expected at least " + LEAST_MEMORY + " bytes of memory, got " + memoryBytes);
        }
        if (threads < 1) {
            throw new IllegalArgumentException("[query settings] expected at least one thread, got " + threads);
        }
    }
}
