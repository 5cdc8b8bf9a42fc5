package io.quantmini.admission;

import java.util.Arrays;

/**
 * Which rows of a block may break a rule, found column by column without a branch: the sign of a row's doubt. No row that
 * breaks one is missed; a sound one may be doubted (a price of minus zero), so {@link MarketRules} has the last word.
 */
final class RowDoubts {
    private static final long MAX_FINITE = Double.doubleToRawLongBits(Double.MAX_VALUE);
    private static final long MAX_VOLUME = Double.doubleToRawLongBits(MarketRules.MAX_VOLUME);

    private final StartGrid grid;
    private final long[] doubts = new long[CandidateBlock.MAX_ROWS];

    RowDoubts(StartGrid grid) {
        this.grid = grid;
    }

    /** Looks at all rows of a block; whether there is a doubt. Tickers are not looked at. */
    boolean arise(CandidateBlock block) {
        doubtValues(block);
        grid.doubt(block.windowStart(), doubts, block.rows());
        return sign(doubts, block.rows()) < 0;
    }

    // doubles that are not negative are in the order of their bits, infinity and NaN behind the others
    private void doubtValues(CandidateBlock block) {
        int rows = block.rows();
        doubtPrices(block, doubts, rows);
        long[] volume = block.volume();
        int[] transactions = block.transactions();
        for (int i = 0; i < rows; i++) {
            doubts[i] |= volume[i] | (MAX_VOLUME - volume[i]);
        }
        for (int i = 0; i < rows; i++) {
            doubts[i] |= transactions[i];
        }
    }

    private static void doubtPrices(CandidateBlock block, long[] doubts, int rows) {
        long[] open = block.open();
        long[] high = block.high();
        long[] low = block.low();
        long[] close = block.close();
        for (int i = 0; i < rows; i++) {
            doubts[i] = open[i]
                    | high[i]
                    | low[i]
                    | close[i]
                    | (open[i] - low[i])
                    | (close[i] - low[i])
                    | (high[i] - open[i])
                    | (high[i] - close[i])
                    | (MAX_FINITE - high[i]);
        }
    }

    private static long sign(long[] doubts, int rows) {
        long sign = 0;
        for (int i = 0; i < rows; i++) {
            sign |= doubts[i];
        }
        return sign;
    }

    boolean at(int row) {
        return doubts[row] < 0;
    }

    /** Decides a row's doubt. */
    void set(int row, boolean doubted) {
        doubts[row] = doubted ? -1 : 0;
    }

    /** Doubts the rows {@code [from, to)}. */
    void doubt(int from, int to) {
        Arrays.fill(doubts, from, to, -1);
    }
}
