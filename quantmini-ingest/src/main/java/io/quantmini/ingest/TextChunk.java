package io.quantmini.ingest;

import org.jspecify.annotations.Nullable;

/** A chunk of text on its way from the thread that fetched it to the one that reads it; belongs to one of them at a time. */
final class TextChunk {
    /** Holds the text from {@code start} to {@code end}, and room for what is kept before it. */
    final byte[] bytes;

    final int start;
    int end;

    /** What the reader is to be told instead of the end of the text. */
    @Nullable
    Throwable failure;

    // as TextSource has them, after this chunk
    long bytesIn;
    long bytesOut;
    long trailerCrc;

    TextChunk(int start, int length) {
        this.start = start;
        this.bytes = new byte[length];
        this.end = start;
    }
}
