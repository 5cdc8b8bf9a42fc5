package io.quantmini.admission;

/**
 * The admissible rows of a block as stretches, each in strictly ascending order of (ticker, time) and as long as it can be:
 * in a file without surprises, one for the whole block.
 */
final class Stretches {
    private final int[] from = new int[CandidateBlock.MAX_ROWS];
    private final int[] to = new int[CandidateBlock.MAX_ROWS];
    // negative where a row does not come after the one above it
    private final long[] steps = new long[CandidateBlock.MAX_ROWS];
    private int count;

    /** Finds the stretches of a block whose rows are all admissible. */
    void find(CandidateBlock block) {
        count = 0;
        if (step(block) >= 0) {
            add(0, block.rows());
        } else {
            split(block.rows());
        }
    }

    private void split(int rows) {
        int start = 0;
        for (int row = 1; row < rows; row++) {
            if (steps[row] < 0) {
                add(start, row);
                start = row;
            }
        }
        add(start, rows);
    }

    /** Finds the stretches of a block, of which a row that is doubted is not admissible. */
    void find(CandidateBlock block, RowDoubts faults) {
        count = 0;
        int rows = block.rows();
        step(block);
        int start = 0;
        for (int row = 0; row < rows; row++) {
            if (faults.at(row)) {
                add(start, row);
                start = row + 1;
            } else if (row > start && steps[row] < 0) {
                add(start, row);
                start = row;
            }
        }
        add(start, rows);
    }

    private void add(int start, int end) {
        if (start < end) {
            from[count] = start;
            to[count++] = end;
        }
    }

    /** Compares each row with the one above it; negative when one does not come after it. */
    private long step(CandidateBlock block) {
        stepTimes(block.windowStart(), block.rows());
        BlockTickers tickers = block.tickers();
        steps[0] = 0;
        for (int run = 1; run < tickers.runCount(); run++) {
            steps[tickers.run(run)] = tickers.ascends(run) ? 0 : -1;
        }
        long sign = 0;
        for (int row = 0; row < block.rows(); row++) {
            sign |= steps[row];
        }
        return sign;
    }

    private void stepTimes(long[] times, int rows) {
        for (int row = 1; row < rows; row++) {
            steps[row] = times[row] - times[row - 1] - 1;
        }
    }

    int count() {
        return count;
    }

    /** First row of a stretch. */
    int from(int stretch) {
        return from[stretch];
    }

    /** The row after its last. */
    int to(int stretch) {
        return to[stretch];
    }
}
