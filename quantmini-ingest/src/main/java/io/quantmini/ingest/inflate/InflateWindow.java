package io.quantmini.ingest.inflate;

/**
 * Decompressed bytes in one array that moves over the stream: the history that matches may refer to and what the reader keeps,
 * which overlap, then the chunk in progress, then room past its end. A chunk starts at the same place every time. Not
 * thread-safe.
 */
public final class InflateWindow {
    /** The farthest a match reaches back (RFC 1951, section 2). */
    static final int HISTORY = 32 << 10;

    /** Bytes of a chunk, give or take the last match. */
    public static final int CHUNK = 256 << 10;

    /** Bytes of the array past the end of any chunk, there to be loaded as part of a word. */
    public static final int READABLE_PAST_END = 64;

    /** Past {@code limit}: a literal and a match of 258 of the chunk; what copying whole words adds is fewer than 64. */
    private static final int SLACK = 260 + READABLE_PAST_END;

    private final byte[] bytes;
    private final int start;

    /** Where the next byte goes. */
    int position;

    /** A chunk is full when {@code position} reaches this. */
    final int limit;

    /** First byte that a match may refer to. */
    int floor;

    /** Nothing is kept but the history. */
    InflateWindow() {
        this(0);
    }

    /** There is room for {@code maxKeep} bytes before a chunk. */
    InflateWindow(int maxKeep) {
        start = Math.max(HISTORY, maxKeep);
        bytes = new byte[Math.addExact(start, CHUNK + SLACK)];
        limit = start + CHUNK;
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
        int drop = position - start;
        int stay = Math.max(keep, Math.min(position, HISTORY));
        System.arraycopy(bytes, position - stay, bytes, start - stay, stay);
        position = start;
        floor = Math.max(0, floor - drop);
    }
}
