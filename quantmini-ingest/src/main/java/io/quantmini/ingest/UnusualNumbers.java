package io.quantmini.ingest;

/** The numbers of a record in the vendor's order of columns when they are not all short: one character after the other. */
final class UnusualNumbers {
    private final byte lineEnd;
    private int at;

    UnusualNumbers(boolean crlf) {
        this.lineEnd = (byte) (crlf ? '\r' : '\n');
    }

    /**
     * Reads the numbers that start at a place into a row.
     *
     * @return where the last one ends, or -1 when one is no number, or they do not all end before {@code stop}
     */
    int read(byte[] text, int from, int stop, RowColumns columns, int row) {
        at = from - 1;
        double volume = decimal(text, stop);
        double open = decimal(text, stop);
        double close = decimal(text, stop);
        double high = decimal(text, stop);
        double low = decimal(text, stop);
        long time = integer(text, stop, ',', Long.MAX_VALUE);
        long trades = integer(text, stop, lineEnd, Integer.MAX_VALUE);
        if (at < 0) {
            return -1;
        }
        columns.volume(row, volume);
        columns.open(row, open);
        columns.close(row, close);
        columns.high(row, high);
        columns.low(row, low);
        columns.windowStart(row, time);
        columns.transactions(row, (int) trades);
        return at;
    }

    private double decimal(byte[] text, int stop) {
        int from = at + 1;
        int to = next(text, stop, ',');
        double value = DecimalParser.parse(text, from, to);
        keep(!Double.isNaN(value), to);
        return value;
    }

    private long integer(byte[] text, int stop, int end, long max) {
        int from = at + 1;
        int to = next(text, stop, end);
        long value = IntegerParser.parse(text, from, to, max);
        keep(value >= 0, to);
        return value;
    }

    /** Where the next field ends, or its start when it does not end with that character. */
    private int next(byte[] text, int stop, int end) {
        int from = at + 1;
        int to = from;
        if (at < 0) {
            return from;
        }
        // all that may be in a number comes after the comma, and what is not ASCII is negative
        while (to < stop && text[to] > ',') {
            to++;
        }
        return to < stop && text[to] == end ? to : from;
    }

    private void keep(boolean isNumber, int to) {
        at = isNumber && at >= 0 ? to : -1;
    }
}
