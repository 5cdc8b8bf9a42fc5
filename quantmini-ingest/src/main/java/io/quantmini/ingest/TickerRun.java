package io.quantmini.ingest;

import io.quantmini.admission.TickerSyntax;
import java.util.Arrays;

/** The ticker of the rows at hand. Files are sorted, so the next row's is most often the same and is compared as words. */
final class TickerRun {
    /** A longer ticker is left to others. */
    static final int MOST_BYTES = 64;

    // followed by a comma, then zeros
    private final byte[] ticker = new byte[MOST_BYTES + 2 * Long.BYTES];
    private int length = -1;
    private long first;

    /** Whether a plain ticker and then a comma are at a place; makes it the ticker of the rows to come. */
    boolean isAt(byte[] text, int at) {
        int withComma = length + 1;
        long unlike = Digits.raw(text, at) ^ first;
        if (withComma < Long.BYTES) {
            return (unlike << -(withComma << 3) == 0 && withComma > 0) || turn(text, at);
        }
        return (unlike == 0 && Arrays.equals(text, at, at + withComma, ticker, 0, withComma)) || turn(text, at);
    }

    private boolean turn(byte[] text, int from) {
        int to = from;
        while (to - from < MOST_BYTES && TickerSyntax.allows(text[to])) {
            to++;
        }
        if (to == from || text[to] != ',') {
            return false;
        }
        length = to - from;
        Arrays.fill(ticker, (byte) 0);
        System.arraycopy(text, from, ticker, 0, length + 1);
        first = Digits.raw(ticker, 0);
        return true;
    }

    int length() {
        return length;
    }

    /** Sets the ticker of a row. */
    void put(RowColumns columns, int row) {
        columns.ticker(0, first);
        if (length > Long.BYTES) {
            putRest(columns);
        }
        columns.endTicker(row, length);
    }

    private void putRest(RowColumns columns) {
        for (int i = Long.BYTES; i < length; i += Long.BYTES) {
            columns.ticker(i, Digits.raw(ticker, i));
        }
    }
}
