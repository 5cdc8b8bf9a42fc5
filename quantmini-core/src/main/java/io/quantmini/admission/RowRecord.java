package io.quantmini.admission;

import java.nio.LongBuffer;

/**
 * A candidate row in words, for sorting: ticker length and transactions, time, number in the file, the ticker's letters,
 * eight a word with the first one highest, and the bits of volume, open, close, high and low. Admissible rows only: as no
 * letter of theirs is zero, words compare like the text.
 */
final class RowRecord {
    /** Words of a record but for its ticker. */
    private static final int FIXED_WORDS = 8;

    /** Words of the smallest record. */
    static final int MIN_WORDS = FIXED_WORDS + 1;

    private static final int TICKER = 3;

    private RowRecord() {}

    /** Words of a row. */
    static int size(CandidateBlock block, int row) {
        return FIXED_WORDS + words(block.tickers().length(row));
    }

    /** Words of the record at a place. */
    static int size(LongBuffer words, int at) {
        return FIXED_WORDS + words(tickerLength(words, at));
    }

    private static int words(int letters) {
        return (letters + Long.BYTES - 1) / Long.BYTES;
    }

    static void put(CandidateBlock block, int row, LongBuffer words, int at) {
        TextRows tickers = block.tickers().text();
        int length = tickers.length(row);
        words.put(at, (long) length << Integer.SIZE | block.transactions()[row]);
        words.put(at + 1, block.windowStart()[row]);
        words.put(at + 2, block.ordinal(row));
        int next = at + TICKER;
        for (int i = 0; i < length; i += Long.BYTES) {
            words.put(next++, tickers.letters(row, i));
        }
        words.put(next, block.volume()[row]);
        words.put(next + 1, block.open()[row]);
        words.put(next + 2, block.close()[row]);
        words.put(next + 3, block.high()[row]);
        words.put(next + 4, block.low()[row]);
    }

    static int tickerLength(LongBuffer words, int at) {
        return (int) (words.get(at) >>> Integer.SIZE);
    }

    static int transactions(LongBuffer words, int at) {
        return (int) words.get(at);
    }

    static long windowStart(LongBuffer words, int at) {
        return words.get(at + 1);
    }

    static long ordinal(LongBuffer words, int at) {
        return words.get(at + 2);
    }

    /** Where the letters of a record are. */
    static int ticker(int at) {
        return at + TICKER;
    }

    /** Where the five values of a record are. */
    static int values(LongBuffer words, int at) {
        return at + TICKER + words(tickerLength(words, at));
    }

    /** Compares two records by ticker, time and number in the file: of different rows, never 0. */
    static int compare(LongBuffer left, int a, LongBuffer right, int b) {
        int length = tickerLength(left, a);
        int otherLength = tickerLength(right, b);
        int shared = words(Math.min(length, otherLength));
        for (int i = TICKER; i < TICKER + shared; i++) {
            int order = Long.compareUnsigned(left.get(a + i), right.get(b + i));
            if (order != 0) {
                return order;
            }
        }
        if (length != otherLength) {
            return Integer.compare(length, otherLength);
        }
        int order = Long.compare(windowStart(left, a), windowStart(right, b));
        return order != 0 ? order : Long.compare(ordinal(left, a), ordinal(right, b));
    }
}
