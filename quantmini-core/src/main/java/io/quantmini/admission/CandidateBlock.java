package io.quantmini.admission;

import io.quantmini.market.Dataset;
import java.nio.LongBuffer;

/**
 * Up to {@link #MAX_ROWS} candidate rows in arrays: small enough to stay in the cache while one column pass follows
 * another, and no access can leave them. Prices and volume are the raw bits of their doubles. Filled again and again.
 */
final class CandidateBlock {
    static final int MAX_ROWS = 2048;

    private final BlockTickers tickers;
    private final long[] volume = new long[MAX_ROWS];
    private final long[] open = new long[MAX_ROWS];
    private final long[] close = new long[MAX_ROWS];
    private final long[] high = new long[MAX_ROWS];
    private final long[] low = new long[MAX_ROWS];
    private final long[] windowStart = new long[MAX_ROWS];
    private final int[] transactions = new int[MAX_ROWS];
    private final long[] ordinals = new long[MAX_ROWS];
    private int rows;

    CandidateBlock(Dataset dataset) {
        tickers = new BlockTickers(dataset.isOptions());
    }

    /** Takes rows of a batch from {@code first} on, as many as fit; {@code ordinal} is the first one's number. */
    void load(CandidateColumns columns, int first, long ordinal) {
        rows = columns.copyTickers(first, Math.min(MAX_ROWS, columns.rows() - first), tickers);
        columns.copy(first, this);
        for (int i = 0; i < rows; i++) {
            ordinals[i] = ordinal + i;
        }
    }

    /** Takes no row yet; {@link #add} does. */
    void clear() {
        rows = 0;
        tickers.clear();
    }

    /** Takes one more row, a {@link RowRecord}; false when the block is full. */
    boolean add(LongBuffer words, int at) {
        if (rows == MAX_ROWS) {
            return false;
        }
        int values = RowRecord.values(words, at);
        volume[rows] = words.get(values);
        open[rows] = words.get(values + 1);
        close[rows] = words.get(values + 2);
        high[rows] = words.get(values + 3);
        low[rows] = words.get(values + 4);
        windowStart[rows] = RowRecord.windowStart(words, at);
        transactions[rows] = RowRecord.transactions(words, at);
        ordinals[rows] = RowRecord.ordinal(words, at);
        tickers.add(words, RowRecord.ticker(at), RowRecord.tickerLength(words, at));
        rows++;
        return true;
    }

    int rows() {
        return rows;
    }

    BlockTickers tickers() {
        return tickers;
    }

    long[] volume() {
        return volume;
    }

    long[] open() {
        return open;
    }

    long[] close() {
        return close;
    }

    long[] high() {
        return high;
    }

    long[] low() {
        return low;
    }

    /** Epoch nanoseconds. */
    long[] windowStart() {
        return windowStart;
    }

    int[] transactions() {
        return transactions;
    }

    /** Number of a row among all candidate rows of the file. */
    long ordinal(int row) {
        return ordinals[row];
    }
}
