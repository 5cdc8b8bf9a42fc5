package io.quantmini.profile;

/**
 * How much of the input is held in memory at once. All modes give the same bytes; they differ in memory and speed. The
 * configuration's {@code auto} (or {@code adaptive}) is none of these: it asks for the {@linkplain
 * SystemProfile#recommendedMode() recommended} one.
 */
public enum ExecutionMode {
    /** A bounded chunk of one file at a time. */
    STREAMING,
    /** A whole file as one batch. */
    BATCH,
    /** Several files at once, and several stages of one large file. */
    PARALLEL;

    private static final long GIB = 1L << 30;

    /**
     * The mode recommended for so much memory: under 32 GiB streaming, from 32 to 64 GiB batch, over 64 GiB parallel.
     *
     * @throws IllegalArgumentException if the amount is not positive
     */
    public static ExecutionMode recommendedFor(long memoryBytes) {
        if (memoryBytes <= 0) {
            throw new IllegalArgumentException("memory must be positive, got " + memoryBytes + " bytes");
        }
        if (memoryBytes < 32 * GIB) {
            return STREAMING;
        }
        return memoryBytes <= 64 * GIB ? BATCH : PARALLEL;
    }
}
