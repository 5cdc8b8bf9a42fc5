package io.quantmini.ingest;

import io.quantmini.admission.TickerSyntax;

/** Plain records whose columns are others than the vendor's, or in another order. */
final class AnyColumns implements PlainRecords {
    private static final int MOST_TICKER_BYTES = 64;

    private final CsvHeader header;
    private final int maxLineBytes;
    private final byte lineEnd;
    private final int lineEndLength;

    /** Where each field ends; before the first, the place before the record. */
    private final int[] ends;

    private final double[] decimals = new double[5];

    /**
     * For records under that header.
     *
     * @param crlf whether lines end in CRLF
     */
    AnyColumns(CsvHeader header, int maxLineBytes, boolean crlf) {
        this.header = header;
        this.maxLineBytes = maxLineBytes;
        this.lineEnd = (byte) (crlf ? '\r' : '\n');
        this.lineEndLength = crlf ? 2 : 1;
        this.ends = new int[header.fields() + 1];
    }

    @Override
    public void read(TextWindow window, int stop, RowColumns columns) {
        byte[] text = window.bytes;
        while (window.next < stop && !columns.isFull()) {
            int next = split(text, window.next, stop);
            if (next < 0 || !values(text, columns)) {
                return;
            }
            columns.starts[columns.rows] = window.next;
            columns.rows++;
            window.next = next;
            window.lineBreaks++;
        }
    }

    /** Finds where the fields end, and where the next record starts; -1 when this one is not plain. */
    private int split(byte[] text, int from, int stop) {
        int fields = header.fields();
        ends[0] = from - 1;
        int at = from;
        for (int field = 1; field <= fields; field++, at++) {
            // all that may be in a plain field comes after the comma, and what is not ASCII is negative
            while (at < stop && text[at] > ',') {
                at++;
            }
            if (at == stop || text[at] != (field < fields ? ',' : lineEnd)) {
                return -1;
            }
            ends[field] = at;
        }
        int next = ends[fields] + lineEndLength;
        boolean plain = next <= stop && text[next - 1] == '\n' && ends[fields] - from <= maxLineBytes;
        return plain ? next : -1;
    }

    private boolean values(byte[] text, RowColumns columns) {
        int from = from(header.ticker());
        int length = to(header.ticker()) - from;
        if (length > MOST_TICKER_BYTES || !TickerSyntax.isTicker(text, from, from + length)) {
            return false;
        }
        long time = integer(text, header.windowStart(), Long.MAX_VALUE);
        long trades = integer(text, header.transactions(), Integer.MAX_VALUE);
        if (time < 0 || trades < 0 || !decimals(text)) {
            return false;
        }
        int row = columns.rows;
        columns.volume(row, decimals[0]);
        columns.open(row, decimals[1]);
        columns.close(row, decimals[2]);
        columns.high(row, decimals[3]);
        columns.low(row, decimals[4]);
        columns.windowStart(row, time);
        columns.transactions(row, (int) trades);
        columns.ticker(text, from, length);
        columns.endTicker(row, length);
        return true;
    }

    private boolean decimals(byte[] text) {
        decimals[0] = decimal(text, header.volume());
        decimals[1] = decimal(text, header.open());
        decimals[2] = decimal(text, header.close());
        decimals[3] = decimal(text, header.high());
        decimals[4] = decimal(text, header.low());
        for (double value : decimals) {
            if (Double.isNaN(value)) {
                return false;
            }
        }
        return true;
    }

    private double decimal(byte[] text, int field) {
        int from = from(field);
        int to = to(field);
        long word = Digits.word(text, from);
        long others = Digits.others(word);
        int whole = Digits.before(others);
        int length = Digits.length(word, others);
        boolean common = Digits.faults(word, whole, length, Digits.character(text[to])) == 0 && from + length == to;
        return common ? Digits.decimal(word, whole, length) : DecimalParser.parse(text, from, to);
    }

    private long integer(byte[] text, int field, long max) {
        return IntegerParser.parse(text, from(field), to(field), max);
    }

    private int from(int field) {
        return ends[field] + 1;
    }

    private int to(int field) {
        return ends[field + 1];
    }
}
