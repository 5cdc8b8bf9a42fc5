package io.quantmini.ingest;

/**
 * The hot loop: plain records of the vendor's columns to rows, while they come one after the other. At the first that is not
 * plain it stops, so it never decides that a record is malformed.
 */
final class RowLoop implements PlainRecords {
    /** What may be read from the end of a ticker on while a record is tried, whatever it is. */
    private static final int LOOK_AHEAD = 9 * 8 + TimeRun.LENGTH + 32;

    private static final int COMMA = Digits.character(',');

    private final int maxLineBytes;
    private final int lineEnd;
    private final int lineEndLength;
    private final TickerRun ticker = new TickerRun();
    private final TimeRun times = new TimeRun();
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
        boolean plain = true;
        while (plain && window.next < last && !columns.isFull()) {
            int before = columns.rows;
            plain = ticker.turn(text, window.next);
            while (plain && window.next < last && !columns.isFull() && ticker.isAt(text, window.next)) {
                run(window, stop, last, columns);
                if (window.next < last && !columns.isFull() && ticker.isAt(text, window.next)) {
                    plain = unusual(window, stop, columns);
                }
            }
            ticker.put(columns, before, columns.rows);
            window.lineBreaks += columns.rows - before;
        }
    }

    /** One row of the ticker with a number of another shape, or a time that starts like none before; false if it is not plain. */
    private boolean unusual(TextWindow window, int stop, RowColumns columns) {
        byte[] text = window.bytes;
        int start = window.next;
        int end = unusual.read(text, start + ticker.length() + 1, stop, columns, columns.rows);
        int next = end + lineEndLength;
        if (end < 0 || next > stop || text[next - 1] != '\n' || end - start > maxLineBytes) {
            return false;
        }
        times.turn(unusual.time());
        columns.starts[columns.rows] = start;
        columns.rows++;
        window.next = next;
        return true;
    }

    /** Rows of the ticker with numbers of the common shape. Nothing in this loop waits for a value, only for where it ends. */
    private void run(TextWindow window, int stop, int last, RowColumns columns) {
        byte[] text = window.bytes;
        int row = columns.rows;
        int at = window.next;
        while (at < last && row < columns.capacity && ticker.isAt(text, at)) {
            int start = at;
            at += ticker.length() + 1;

            long word = Digits.word(text, at);
            long others = Digits.others(word);
            int length = Digits.length(word, others);
            int whole = Digits.before(others);
            long faults = Digits.faults(word, whole, length, COMMA);
            columns.volume(row, Digits.decimal(word, whole, length));
            at += length + 1;

            word = Digits.word(text, at);
            others = Digits.others(word);
            length = Digits.length(word, others);
            whole = Digits.before(others);
            faults |= Digits.faults(word, whole, length, COMMA);
            columns.open(row, Digits.decimal(word, whole, length));
            at += length + 1;

            word = Digits.word(text, at);
            others = Digits.others(word);
            length = Digits.length(word, others);
            whole = Digits.before(others);
            faults |= Digits.faults(word, whole, length, COMMA);
            columns.close(row, Digits.decimal(word, whole, length));
            at += length + 1;

            word = Digits.word(text, at);
            others = Digits.others(word);
            length = Digits.length(word, others);
            whole = Digits.before(others);
            faults |= Digits.faults(word, whole, length, COMMA);
            columns.high(row, Digits.decimal(word, whole, length));
            at += length + 1;

            word = Digits.word(text, at);
            others = Digits.others(word);
            length = Digits.length(word, others);
            whole = Digits.before(others);
            faults |= Digits.faults(word, whole, length, COMMA);
            columns.low(row, Digits.decimal(word, whole, length));
            at += length + 1;

            faults |= times.faults(text, at);
            columns.windowStart(row, times.time(text, at));
            at += TimeRun.LENGTH + 1;

            word = Digits.word(text, at);
            length = Digits.before(Digits.others(word));
            faults |= Digits.faults(word, length, length, lineEnd);
            columns.transactions(row, Digits.integer(word, length));
            at += length;

            int next = at + lineEndLength;
            if (faults != 0 || next > stop || text[next - 1] != '\n' || at - start > maxLineBytes) {
                at = start;
                break;
            }
            columns.starts[row] = start;
            at = next;
            row++;
        }
        window.next = at;
        columns.rows = row;
    }
}
