package io.quantmini.ingest.inflate;

import java.io.IOException;

/**
 * Decompresses raw DEFLATE data (RFC 1951), a window at a time. Both implementations accept the same streams and give the same
 * bytes. Not thread-safe; used for any number of streams, one after the other.
 */
public sealed interface StreamInflater extends AutoCloseable permits TableInflater, ZipInflater {
    /** The faster one. */
    static StreamInflater create() {
        return new TableInflater();
    }

    /** Prepares for a stream that starts at the next byte of the input. */
    void begin();

    /**
     * Decompresses until the window is full or the stream ends. At the end the input stands at the byte after it. When this
     * throws, the window holds what came before the fault.
     *
     * @return whether the stream has ended
     * @throws GzipException if the data is invalid or ends early
     * @throws IOException if the source fails
     */
    boolean inflate(CompressedInput in, InflateWindow window) throws IOException;

    /** Frees what is held outside the heap, if anything. */
    @Override
    void close();
}
