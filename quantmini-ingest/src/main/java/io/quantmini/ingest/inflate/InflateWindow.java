package io.quantmini.ingest.inflate;

import java.util.Objects;

/**
 * Decompressed bytes in one array that moves over the stream: the history that matches may refer to, then the chunk in
 * progress, then room to write past its end. Not thread-safe.
 */
public final class InflateWindow {
    /** The farthest a match reaches back (RFC 1951, section 2). */
    static final int HISTORY = 32 << 10;

    /** Bytes of a chunk, give or take the last match; the most that {@link #slide} keeps. */
    public static final int CHUNK = 256 << 10;

    /** Written past {@code limit}: two literals, a match of 258, and what copying whole words adds. */
    private static final int SLACK = 320;

    private final byte[] bytes = new byte[HISTORY + CHUNK + SLACK];

    /** Where the next byte goes. */
    int position;

    /** A chunk is full when {@code position} reaches this. */
    int limit = HISTORY + CHUNK;

    /** First byte that a match may refer to. */
    int floor;

    byte[] bytes() {
        return bytes;
    }

    boolean isFull() {
        return position >= limit;
    }

    /** From here on matches may not refer to what came before. */
    void forget() {
        floor = position;
    }

    /** Makes room for a chunk; keeps the history and at least the last {@code keep} bytes. */
    void slide(int keep) {
        Objects.checkIndex(keep, Math.min(CHUNK, position) + 1);
        int drop = position - Math.max(keep, Math.min(position, HISTORY));
        System.arraycopy(bytes, drop, bytes, 0, position - drop);
        position -= drop;
        floor = Math.max(0, floor - drop);
        limit = Math.min(position + CHUNK, HISTORY + CHUNK);
    }
}
