package io.quantmini.ingest;

import io.quantmini.ResourceLimitException;

/** Heap that the open texts of one ingestor take together. Safe for use by several threads. */
final class HeldBytes {
    private final long most;
    private long held;

    HeldBytes(long most) {
        this.most = most;
    }

    /** Counts a text until it is closed; fails when it is too much. */
    WholeText hold(WholeText text, String file) {
        int length = text.length();
        synchronized (this) {
            if (length > most - held) {
                throw new ResourceLimitException(
                        "heap bytes",
                        most,
                        held + length,
                        "[" + file + "] cannot hold the text of one more file in memory: expected at most " + most
                                + " bytes of all texts, got " + (held + length)
                                + "; use PIPELINE_MODE streaming, or a larger heap");
            }
            held += length;
        }
        text.whenClosed(() -> release(length));
        return text;
    }

    boolean hasRoomFor(long bytes) {
        synchronized (this) {
            return bytes <= most - held;
        }
    }

    private synchronized void release(int length) {
        held -= length;
    }
}
