package io.quantmini.ingest;

import java.util.Arrays;

/** Where the fields of one record begin and end, relative to the record's start; quotes around a field left out. */
final class FieldBounds {
    private int[] from = new int[16];
    private int[] to = new int[16];
    private int count;

    // the field that has begun and not ended
    private int start;
    private boolean quoted;
    private int closingQuote;
    private boolean misplacedQuote;

    /** Forgets the fields. */
    void clear() {
        count = 0;
        misplacedQuote = false;
    }

    /** A field begins; {@code at} is its opening quote when it is quoted. */
    void begin(int at, boolean isQuoted) {
        start = at;
        quoted = isQuoted;
    }

    /** A quote within a quoted field, perhaps the closing one. */
    void quote(int at) {
        closingQuote = at;
    }

    /** A quote where none may stand. */
    void misplacedQuote() {
        misplacedQuote = true;
    }

    /** The field ends before {@code at}. */
    void end(int at) {
        if (count == from.length) {
            from = Arrays.copyOf(from, 2 * count);
            to = Arrays.copyOf(to, 2 * count);
        }
        if (quoted) {
            misplacedQuote |= at != closingQuote + 1;
            from[count] = start + 1;
            to[count] = Math.max(at - 1, start + 1);
        } else {
            from[count] = start;
            to[count] = at;
        }
        count++;
    }

    /** Whether a quote stands within an unquoted field, or text after a closing quote. */
    boolean hasMisplacedQuote() {
        return misplacedQuote;
    }

    int count() {
        return count;
    }

    int from(int field) {
        return from[field];
    }

    int to(int field) {
        return to[field];
    }
}
