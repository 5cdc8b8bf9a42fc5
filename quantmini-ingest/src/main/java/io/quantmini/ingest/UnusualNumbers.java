package io.quantmini.ingest;

/** The numbers of a record in the vendor's order of columns when they are not all of the common shape. */
final class UnusualNumbers {
    private static final int COMMA = Digits.character(',');

    private final byte lineEnd;
    private int at;
    private long time;

    UnusualNumbers(boolean crlf) {
        this.lineEnd = (byte) (crlf ? '\r' : '\n');
    }

    /**
     * Reads the numbers that start at a place into a row.
     *
     * @return where the last one ends, or -1 when one is no number, or they do not all end before {@code stop}
     */
    int read(byte[] text, int from, int stop, RowColumns columns, int row) {
        at = from;
        columns.volume(row, decimal(text, stop));
        columns.open(row, decimal(text, stop));
        columns.close(row, decimal(text, stop));
        columns.high(row, decimal(text, stop));
        columns.low(row, decimal(text, stop));
        time = integer(text, stop, ',', Long.MAX_VALUE);
        columns.windowStart(row, time);
        columns.transactions(row, (int) integer(text, stop, lineEnd, Integer.MAX_VALUE));
        return at < 0 ? -1 : at - 1;
    }

    /** The time of the last row read. */
    long time() {
        return time;
    }

    private double decimal(byte[] text, int stop) {
        int from = at;
        if (from < 0) {
            return 0;
        }
        long word = Digits.word(text, from);
        long others = Digits.others(word);
        int whole = Digits.before(others);
        int length = Digits.length(word, others);
        if (Digits.faults(word, whole, length, COMMA) == 0 && from + length < stop) {
            at = from + length + 1;
            return Digits.decimal(word, whole, length);
        }
        int to = next(text, from, stop, ',');
        double value = DecimalParser.parse(text, from, to);
        at = Double.isNaN(value) ? -1 : to + 1;
        return value;
    }

    private long integer(byte[] text, int stop, int end, long max) {
        int from = at;
        if (from < 0) {
            return 0;
        }
        int to = next(text, from, stop, end);
        long value = IntegerParser.parse(text, from, to, max);
        at = value < 0 ? -1 : to + 1;
        return value;
    }

    /** Where the field ends, or its start when it does not end with that character. */
    private static int next(byte[] text, int from, int stop, int end) {
        int to = from;
        // all that may be in a number comes after the comma, and what is not ASCII is negative
        while (to < stop && text[to] > ',') {
            to++;
        }
        return to < stop && text[to] == end ? to : from;
    }
}
