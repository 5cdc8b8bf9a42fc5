package io.quantmini.ingest;

import java.util.Arrays;

/**
 * The part of a file's text that is in memory, and how far it was read. Owns the source. The fields are read in loops that
 * copy them to local variables first.
 */
final class TextWindow implements AutoCloseable {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final TextSource source;
    private final String file;
    private long offset;
    private int shift;

    /** Holds the text before {@link #limit}. */
    byte[] bytes = {};

    /** First byte not yet read. */
    int next;

    /** End of the text in memory. */
    int limit;

    /** Line feeds before {@link #next}. */
    long lineBreaks;

    TextWindow(TextSource source, String file) {
        this.source = source;
        this.file = file;
    }

    /** What errors call the file. */
    String file() {
        return file;
    }

    TextSource source() {
        return source;
    }

    /** Where in the text byte {@code at} of the array stands. */
    long offset(int at) {
        return offset + at;
    }

    /** Reads the first chunk and passes over a byte-order mark. */
    void begin() {
        more(0);
        int length = BYTE_ORDER_MARK.length;
        if (limit - next >= length && Arrays.equals(bytes, next, next + length, BYTE_ORDER_MARK, 0, length)) {
            next += length;
        }
    }

    /**
     * Reads on, keeping what is in memory from {@code from} on, which moves by {@link #shift()} within the array.
     *
     * @return false at the end of the text
     */
    boolean more(int from) {
        long kept = offset + from;
        boolean grown = source.advance(limit - from);
        bytes = source.buffer();
        shift = source.from() - from;
        next += shift;
        limit = source.to();
        offset = kept - source.from();
        return grown;
    }

    /** By how many places the last {@link #more} moved what was kept. */
    int shift() {
        return shift;
    }

    /** After the last line feed in memory; {@link #next} when there is none. */
    int lastLineEnd() {
        int end = limit;
        while (end > next && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    @Override
    public void close() {
        source.close();
    }
}
