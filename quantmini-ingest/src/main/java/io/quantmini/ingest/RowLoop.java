package io.quantmini.ingest;

import io.quantmini.admission.TickerSyntax;
import java.util.Arrays;

/**
 * The hot loop: plain records to rows, while they come one after the other. A plain record has no quotes, only ASCII, and
 * short numbers. At the first that is not plain the loop stops, and {@link RecordReader} reads that one; so the loop never
 * decides that a record is malformed.
 */
final class RowLoop {
    /** What may be read past the end of the text while a record is tried, its ticker aside. */
    private static final int LOOK_AHEAD = 8 * 8 + Digits.TIME_LENGTH + 32;

    private static final int MOST_TICKER_BYTES = 64;
    private static final int COMMA = Digits.character(',');

    private final int maxLineBytes;
    private final int lineEnd;
    private final int lineEndLength;

    // the ticker of the row before, and a comma
    private final byte[] ticker = new byte[MOST_TICKER_BYTES + 2 * Long.BYTES];
    private int tickerLength = -1;

    /**
     * For records under that header.
     *
     * @param crlf whether lines end in CRLF
     */
    RowLoop(CsvHeader header, int maxLineBytes, boolean crlf) {
        this.maxLineBytes = maxLineBytes;
        this.lineEnd = Digits.character(crlf ? '\r' : '\n');
        this.lineEndLength = crlf ? 2 : 1;
    }

    /** Reads whole records before {@code stop} until one is not plain or the batch is full. */
    void run(TextWindow window, int stop, RowColumns columns) {
        byte[] text = window.bytes;
        int last = Math.min(stop, text.length - LOOK_AHEAD - MOST_TICKER_BYTES);
        int lines = (int) (window.lineBreaks + 1 - columns.firstLine) - columns.rows;
        int before = columns.rows;
        int row = before;
        int at = window.next;
        while (at < last && row < columns.capacity) {
            if (!isTicker(text, at)) {
                break;
            }
            int start = at;
            at += tickerLength + 1;

            long word = Digits.word(text, at);
            int point = Digits.point(word);
            int end = Digits.end(word, point);
            int faults = Digits.faults(word, point, end, COMMA);
            columns.volume.put(row, Digits.decimal(word, point, end));
            at += (end >>> 3) + 1;

            word = Digits.word(text, at);
            point = Digits.point(word);
            end = Digits.end(word, point);
            faults |= Digits.faults(word, point, end, COMMA);
            columns.open.put(row, Digits.decimal(word, point, end));
            at += (end >>> 3) + 1;

            word = Digits.word(text, at);
            point = Digits.point(word);
            end = Digits.end(word, point);
            faults |= Digits.faults(word, point, end, COMMA);
            columns.close.put(row, Digits.decimal(word, point, end));
            at += (end >>> 3) + 1;

            word = Digits.word(text, at);
            point = Digits.point(word);
            end = Digits.end(word, point);
            faults |= Digits.faults(word, point, end, COMMA);
            columns.high.put(row, Digits.decimal(word, point, end));
            at += (end >>> 3) + 1;

            word = Digits.word(text, at);
            point = Digits.point(word);
            end = Digits.end(word, point);
            faults |= Digits.faults(word, point, end, COMMA);
            columns.low.put(row, Digits.decimal(word, point, end));
            at += (end >>> 3) + 1;

            long timeFaults = Digits.timeFaults(text, at, COMMA);
            columns.windowStart.put(row, Digits.time(text, at));
            at += Digits.TIME_LENGTH + 1;

            word = Digits.word(text, at);
            end = Digits.point(word);
            faults |= Digits.faults(word, end, end, lineEnd);
            columns.transactions.put(row, Digits.integer(word, end));
            at += (end >>> 3);

            if ((faults | timeFaults) != 0 || text[at + lineEndLength - 1] != '\n' || at - start > maxLineBytes || at >= stop) {
                at = start;
                break;
            }
            columns.starts[row] = start;
            columns.ends[row] = at;
            columns.lines[row] = lines + row;
            putTicker(columns, row);
            at += lineEndLength;
            row++;
        }
        window.lineBreaks += row - before;
        window.next = at;
        columns.rows = row;
    }

    /** Whether this is the ticker of the row before, or another one that is plain. */
    private boolean isTicker(byte[] text, int at) {
        int length = tickerLength + 1;
        long unlike = Digits.word(text, at) ^ Digits.word(ticker, 0);
        if (length <= Long.BYTES) {
            return unlike << -(length << 3) == 0 && length > 0 || turn(text, at);
        }
        return unlike == 0 && Arrays.equals(text, at, at + length, ticker, 0, length) || turn(text, at);
    }

    /** Takes the ticker for the rows to come; false when it is not plain. */
    private boolean turn(byte[] text, int from) {
        int to = from;
        while (to - from < MOST_TICKER_BYTES && TickerSyntax.allows(text[to])) {
            to++;
        }
        if (to == from || text[to] != ',') {
            return false;
        }
        tickerLength = to - from;
        Arrays.fill(ticker, (byte) 0);
        System.arraycopy(text, from, ticker, 0, tickerLength + 1);
        return true;
    }

    private void putTicker(RowColumns columns, int row) {
        int at = columns.tickerEnd;
        columns.tickers.putLong(at, Digits.raw(ticker, 0));
        if (tickerLength > Long.BYTES) {
            putRest(columns, at);
        }
        columns.tickerEnd = at + tickerLength;
        columns.tickerEnds.put(row + 1, at + tickerLength);
    }

    private void putRest(RowColumns columns, int at) {
        for (int i = Long.BYTES; i < tickerLength; i += Long.BYTES) {
            columns.tickers.putLong(at + i, Digits.raw(ticker, i));
        }
    }
}
