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
        int rows = block.rows();
        doubtRange(block.low(), block.high(), doubts, rows);
        doubtPrice(block.open(), block, doubts);
        doubtPrice(block.close(), block, doubts);
        doubtVolume(block.volume(), doubts, rows);
        doubtCount(block.transactions(), doubts, rows);
        grid.doubt(block.windowStart(), doubts, rows);
        return sign(doubts, rows) < 0;
    }

    // doubles that are not negative are in the order of their bits, infinity and NaN behind the others
    private static void doubtRange(long[] low, long[] high, long[] doubts, int rows) {
        for (int i = 0; i < rows; i++) {
            doubts[i] = low[i] | high[i] | (MAX_FINITE - high[i]);
        }
    }

    private static void doubtPrice(long[] price, CandidateBlock block, long[] doubts) {
        long[] low = block.low();
        long[] high = block.high();
        int rows = block.rows();
        for (int i = 0; i < rows; i++) {
            doubts[i] |= price[i] | (price[i] - low[i]) | (high[i] - price[i]);
        }
    }

    private static void doubtVolume(long[] volume, long[] doubts, int rows) {
        for (int i = 0; i < rows; i++) {
            doubts[i] |= volume[i] | (MAX_VOLUME - volume[i]);
        }
    }

    private static void doubtCount(int[] transactions, long[] doubts, int rows) {
        for (int i = 0; i < rows; i++) {
            doubts[i] |= transactions[i];
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
