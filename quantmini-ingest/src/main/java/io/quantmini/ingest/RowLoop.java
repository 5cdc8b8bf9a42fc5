package io.quantmini.ingest;

/**
 * The hot loop: plain records to rows, while they come one after the other. A plain record has the vendor's columns, no
 * quotes and only ASCII. At the first that is not plain the loop stops, and {@link RecordReader} reads that one; so the loop
 * never decides that a record is malformed.
 */
final class RowLoop implements PlainRecords {
    /** What may be read from the end of a ticker on while a record is tried. */
    private static final int LOOK_AHEAD = 8 * 8 + Digits.TIME_LENGTH + 32;

    private static final int COMMA = Digits.character(',');

    private final int maxLineBytes;
    private final int lineEnd;
    private final int lineEndLength;
    private final TickerRun ticker = new TickerRun();
    private final UnusualNumbers unusual;

    /**
     * For records of the vendor's columns.
     *
     * @param crlf whether lines end in CRLF
     */
    RowLoop(int maxLineBytes, boolean crlf) {
        this.maxLineBytes = maxLineBytes;
        this.lineEnd = Digits.character(crlf ? '\r' : '\n');
        this.lineEndLength = crlf ? 2 : 1;
        this.unusual = new UnusualNumbers(crlf);
    }

    @Override
    public void read(TextWindow window, int stop, RowColumns columns) {
        byte[] text = window.bytes;
        int last = Math.min(stop, text.length - LOOK_AHEAD - TickerRun.MOST_BYTES);
        int before = columns.rows;
        long line = window.lineBreaks + 1 - before;
        int row = before;
        int at = window.next;
        while (at < last && row < columns.capacity && ticker.isAt(text, at)) {
            int start = at;
            at += ticker.length() + 1;
            int numbers = at;

            long word = Digits.word(text, at);
            long others = Digits.others(word);
            long end = Digits.end(word, others);
            long faults = Digits.faults(word, others, end, COMMA);
            columns.volume(row, Digits.decimal(word, others, end));
            at += Digits.length(end) + 1;

            word = Digits.word(text, at);
            others = Digits.others(word);
            end = Digits.end(word, others);
            faults |= Digits.faults(word, others, end, COMMA);
            columns.open(row, Digits.decimal(word, others, end));
            at += Digits.length(end) + 1;

            word = Digits.word(text, at);
            others = Digits.others(word);
            end = Digits.end(word, others);
            faults |= Digits.faults(word, others, end, COMMA);
            columns.close(row, Digits.decimal(word, others, end));
            at += Digits.length(end) + 1;

            word = Digits.word(text, at);
            others = Digits.others(word);
            end = Digits.end(word, others);
            faults |= Digits.faults(word, others, end, COMMA);
            columns.high(row, Digits.decimal(word, others, end));
            at += Digits.length(end) + 1;

            word = Digits.word(text, at);
            others = Digits.others(word);
            end = Digits.end(word, others);
            faults |= Digits.faults(word, others, end, COMMA);
            columns.low(row, Digits.decimal(word, others, end));
            at += Digits.length(end) + 1;

            faults |= Digits.timeFaults(text, at, COMMA);
            columns.windowStart(row, Digits.time(text, at));
            at += Digits.TIME_LENGTH + 1;

            word = Digits.word(text, at);
            others = Digits.others(word);
            faults |= Digits.faults(word, others, others, lineEnd);
            columns.transactions(row, Digits.integer(word, others));
            at += Digits.length(others);

            if (faults != 0) {
                at = unusual.read(text, numbers, stop, columns, row);
            }
            if (at < 0
                    || at + lineEndLength > stop
                    || text[at + lineEndLength - 1] != '\n'
                    || at - start > maxLineBytes) {
                at = start;
                break;
            }
            ticker.put(columns, row);
            columns.place(row, start, at, line + row);
            at += lineEndLength;
            row++;
        }
        window.lineBreaks += row - before;
        window.next = at;
        columns.rows = row;
    }
}
