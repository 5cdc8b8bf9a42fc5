package io.quantmini.ingest;

import io.quantmini.admission.TickerSyntax;
import java.util.Arrays;

/** The ticker of the rows at hand. Files are sorted, so the next row's is most often the same and is compared as words. */
final class TickerRun {
    /** A longer ticker is left to others. */
    static final int MOST_BYTES = 64;

    // followed by a comma, then zeros
    private final byte[] ticker = new byte[MOST_BYTES + 2 * Long.BYTES];
    private int length;

    // the words that hold it and the comma: the first one, and what counts of it and of the last one
    private long first;
    private long firstMask;
    private long lastMask;

    /** Takes the ticker at a place for the rows to come; false when none that is plain is there, with a comma after it. */
    boolean turn(byte[] text, int from) {
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
        lastMask = -1L >>> -((length + 1) << 3);
        firstMask = length < Long.BYTES ? lastMask : -1;
        return true;
    }

    /** Whether the ticker and then a comma are at a place. */
    boolean isAt(byte[] text, int at) {
        long unlike = (Digits.raw(text, at) ^ first) & firstMask;
        for (int i = Long.BYTES; i <= length; i += Long.BYTES) {
            long mask = i + Long.BYTES <= length ? -1 : lastMask;
            unlike |= (Digits.raw(text, at + i) ^ Digits.raw(ticker, i)) & mask;
        }
        return unlike == 0;
    }

    int length() {
        return length;
    }

    /** Sets the ticker of rows {@code [from, to)}, which follow those set before. */
    void put(RowColumns columns, int from, int to) {
        if (length <= Long.BYTES) {
            for (int row = from; row < to; row++) {
                columns.ticker(0, first);
                columns.endTicker(row, length);
            }
        } else {
            for (int row = from; row < to; row++) {
                for (int i = 0; i < length; i += Long.BYTES) {
                    columns.ticker(i, Digits.raw(ticker, i));
                }
                columns.endTicker(row, length);
            }
        }
    }
}
