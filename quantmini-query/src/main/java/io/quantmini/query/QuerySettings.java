package io.quantmini.query;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a query engine may use of the machine. The batches of its answers are not part of it: they are the caller's
 * allocator's.
 *
 * @param memoryBytes DuckDB's {@code memory_limit} for all questions together; what does not fit is spilled where it can be
 * @param threads computing at once, for all questions together
 * @param tempDirectory existing directory outside the lake, in which the engine makes one of its own to spill to
 * @param questions answers of DuckDB that may be open at once; whoever asks for one more waits in line for the end of another
 * @param timeLimit how long an answer may keep its reader waiting, all its batches together; null for as long as it takes
 * @param processBytes resident memory of the whole process, past which running questions are ended: DuckDB does not count
 *     texts and lists in the making against its limit. Looked at where {@code /proc} tells it; {@link Long#MAX_VALUE} for
 *     none
 */
public record QuerySettings(
        long memoryBytes,
        int threads,
        Path tempDirectory,
        int questions,
        @Nullable Duration timeLimit,
        long processBytes) {
    private static final long LEAST_MEMORY = 16L << 20;
    private static final int QUESTIONS = 32;

    public QuerySettings {
        if (memoryBytes < LEAST_MEMORY) {
            throw new IllegalArgumentException(
                    "[query settings] expected at least " + LEAST_MEMORY + " bytes of memory, got " + memoryBytes);
        }
        if (threads < 1) {
            throw new IllegalArgumentException("[query settings] expected at least one thread, got " + threads);
        }
        if (questions < 1) {
            throw new IllegalArgumentException("[query settings] expected at least one question, got " + questions);
        }
        if (timeLimit != null && (timeLimit.isNegative() || timeLimit.isZero())) {
            throw new IllegalArgumentException("[query settings] expected a positive time limit, got " + timeLimit);
        }
        if (processBytes < memoryBytes) {
            throw new IllegalArgumentException("[query settings] expected at least the " + memoryBytes
                    + " bytes of DuckDB for the process, got " + processBytes);
        }
    }

    /** With up to 32 questions at once, no time limit, and no limit of the process. */
    public QuerySettings(long memoryBytes, int threads, Path tempDirectory) {
        this(memoryBytes, threads, tempDirectory, QUESTIONS, null, Long.MAX_VALUE);
    }

    /** The same with another number of questions at once. */
    public QuerySettings questions(int most) {
        return new QuerySettings(memoryBytes, threads, tempDirectory, most, timeLimit, processBytes);
    }

    /** The same with a time limit; null for none. */
    public QuerySettings timeLimit(@Nullable Duration limit) {
        return new QuerySettings(memoryBytes, threads, tempDirectory, questions, limit, processBytes);
    }

    /** The same with a limit of the process's resident memory. */
    public QuerySettings processBytes(long bytes) {
        return new QuerySettings(memoryBytes, threads, tempDirectory, questions, timeLimit, bytes);
    }
}
