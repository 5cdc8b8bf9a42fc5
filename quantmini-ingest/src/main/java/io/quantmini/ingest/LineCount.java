package io.quantmini.ingest;

/** Which line a place in the text of a batch is on; cheap when asked for one place after the other. */
final class LineCount {
    private int first;
    private long firstLines;
    private int at;
    private long lines;

    /** Starts a batch at a place with so many line feeds before it. */
    void begin(int place, long before) {
        first = place;
        firstLines = before;
        at = place;
        lines = before;
    }

    /** Line feeds before a place. */
    long before(byte[] text, int place) {
        if (place < at) {
            begin(first, firstLines);
        }
        while (at < place) {
            lines += text[at++] == '\n' ? 1 : 0;
        }
        return lines;
    }
}
