package io.quantmini.ingest.inflate;

import org.jspecify.annotations.Nullable;

/**
 * Decompressed bytes in an array that moves over the stream: the history that matches may refer to and what the reader keeps,
 * which overlap, then the chunk in progress, then room past its end. A chunk starts at the same place every time. The array
 * may be another one for each chunk. Not thread-safe.
 */
public final class InflateWindow {
    /** The farthest a match reaches back (RFC 1951, section 2). */
    static final int HISTORY = 32 << 10;

    /** Bytes of a chunk, give or take the last match. */
    public static final int CHUNK = 256 << 10;

    /** Bytes of the array past the end of any chunk, there to be loaded as part of a word. */
    public static final int READABLE_PAST_END = 64;

    /** Past {@code limit}: a literal and a match of 258 of the chunk; what copying whole words adds is no more than 64. */
    private static final int SLACK = 260 + READABLE_PAST_END;

    private static final byte[] NONE = {};

    private final int maxKeep;
    private final int start;
    private byte[] bytes = NONE;
    private byte @Nullable [] history;

    /** Where the next byte goes. */
    int position;

    /** A chunk is full when {@code position} reaches this. */
    final int limit;

    /** First byte that a match may refer to. */
    int floor;

    /** There is room for {@code maxKeep} bytes before a chunk. */
    InflateWindow(int maxKeep) {
        this.maxKeep = maxKeep;
        start = start(maxKeep);
        limit = start + CHUNK;
    }

    /** Where a chunk starts in its array. */
    static int start(int maxKeep) {
        return Math.max(HISTORY, maxKeep);
    }

    /** For any chunk. */
    static byte[] array(int maxKeep) {
        return new byte[Math.addExact(start(maxKeep), CHUNK + SLACK)];
    }

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

    /** Makes room for a whole chunk; the history and the last {@code keep} bytes, at most {@code maxKeep}, stay before it. */
    void slide(int keep) {
        if (history != null) {
            throw new IllegalStateException("cannot go on in an array of its own: the chunks were in others");
        }
        if (bytes == NONE) {
            bytes = array(maxKeep);
        }
        int stay = Math.max(keep, Math.min(position, HISTORY));
        System.arraycopy(bytes, position - stay, bytes, start - stay, stay);
        restart();
    }

    /** Goes on in an array made by {@link #array}, which holds nothing yet; the history comes from {@link #leave}. */
    void enter(byte[] next) {
        if (bytes != NONE) {
            throw new IllegalStateException("cannot go on in another array: the chunks were in the window's own");
        }
        bytes = next;
        if (history != null) {
            System.arraycopy(history, 0, bytes, start - HISTORY, HISTORY);
        }
        restart();
    }

    /** Saves the history, and lets go of the array. */
    void leave() {
        if (history == null) {
            history = new byte[HISTORY];
        }
        System.arraycopy(bytes, position - HISTORY, history, 0, HISTORY);
        bytes = NONE;
    }

    private void restart() {
        floor = Math.max(0, floor - (position - start));
        position = start;
    }
}
