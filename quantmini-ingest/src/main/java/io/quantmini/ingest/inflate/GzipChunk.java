package io.quantmini.ingest.inflate;

import java.util.Objects;

/**
 * A chunk of decompressed bytes in an array of its own, which goes from hand to hand: one thread fills it by
 * {@link GzipReader#advance(GzipChunk)} while another reads the chunk before, and gets it back when that is done with it. Who
 * holds a chunk may change any byte of it: the reader remembers nothing of it. Not thread-safe; hand it over by something that
 * orders memory, such as a {@code BlockingQueue}.
 */
public final class GzipChunk {
    private final byte[] bytes;
    private final int start;
    private final int maxKeep;
    private int from;
    private int to;

    private GzipChunk(int maxKeep) {
        start = InflateWindow.start(maxKeep);
        bytes = InflateWindow.array(maxKeep);
        this.maxKeep = maxKeep;
        set(start);
    }

    /** An empty one, with room for {@code maxKeep} bytes before its own. Takes some 300 KiB and {@code maxKeep} on the heap. */
    public static GzipChunk allocate(int maxKeep) {
        return new GzipChunk(Objects.checkIndex(maxKeep, Integer.MAX_VALUE));
    }

    /**
     * The array that holds the chunk. At least {@link InflateWindow#READABLE_PAST_END} bytes of it come after {@link #to}, so
     * that words may be loaded there; what they hold is undefined.
     */
    public byte[] buffer() {
        return bytes;
    }

    /** Where the chunk starts in {@link #buffer}, what was kept included. */
    public int from() {
        return from;
    }

    /** Where the chunk ends in {@link #buffer}. */
    public int to() {
        return to;
    }

    /**
     * Puts the last {@code count} bytes of the chunk before in front of this one's: what the caller could not use yet, at most
     * {@code maxKeep}.
     */
    public void keep(GzipChunk before, int count) {
        int room = from - start + maxKeep;
        Objects.checkIndex(count, Math.min(room, before.to - before.from) + 1);
        System.arraycopy(before.bytes, before.to - count, bytes, from - count, count);
        from -= count;
    }

    int maxKeep() {
        return maxKeep;
    }

    /** Says that the bytes from the start to {@code end} are the chunk. */
    void set(int end) {
        from = start;
        to = end;
    }
}
