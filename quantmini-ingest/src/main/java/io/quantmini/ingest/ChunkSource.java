package io.quantmini.ingest;

import io.quantmini.ingest.inflate.GzipChunk;

/**
 * The decompressed text of one file, each chunk in an array of its own, which another thread may read while the next is fetched.
 * Faults and the end come as with {@link TextSource}. Used by one thread at a time.
 */
interface ChunkSource extends AutoCloseable {
    /** Fetches the next chunk; false at the end of the text, when the chunk is empty. */
    boolean advance(GzipChunk chunk);

    /** Most bytes kept before a chunk. */
    int maxKeep();

    /** Most bytes of a chunk with what is kept. */
    int maxLength();

    /** Compressed bytes used so far. */
    long bytesIn();

    /** Decompressed bytes so far. */
    long bytesOut();

    /** CRC-32 as the last member's trailer states it; 0 before the first trailer. */
    long trailerCrc();

    @Override
    void close();
}
