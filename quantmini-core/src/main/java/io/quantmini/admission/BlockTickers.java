package io.quantmini.admission;

import io.quantmini.market.OptionTickerCode;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;

/** The tickers of a block, and the runs of rows that share one. */
final class BlockTickers {
    /** Text of a block, in bytes, unless one ticker alone is longer. */
    private static final int MAX_TEXT = 64 << 10;

    private final TextRows text = new TextRows(MAX_TEXT);
    private final int[] runs = new int[CandidateBlock.MAX_ROWS + 1];
    private final long[] contracts;
    private int rows;
    private int runCount;

    /** Of contracts, or of stocks. */
    BlockTickers(boolean options) {
        contracts = new long[options ? CandidateBlock.MAX_ROWS : 0];
    }

    /**
     * Takes up to {@code most} tickers of a column from {@code first} on, fewer when they are long.
     *
     * @return how many, at least 1
     */
    int load(IntBuffer offsets, ByteBuffer bytes, int first, int most) {
        int[] starts = text.starts();
        offsets.get(first, starts, 0, most + 1);
        if (!ascend(starts, most) || starts[most] > bytes.capacity()) {
            throw new IllegalStateException("[candidate rows] expected tickers one after the other within "
                    + bytes.capacity() + " bytes, got other offsets; correct the ingestor");
        }
        rows = starts[most] - starts[0] <= MAX_TEXT ? most : rowsOfText(starts, most);
        int from = starts[0];
        int length = starts[rows] - from;
        text.reserve(length);
        bytes.get(from, text.bytes(), 0, length);
        for (int i = 0; i <= rows; i++) {
            starts[i] -= from;
        }
        findRuns();
        return rows;
    }

    private static boolean ascend(int[] starts, int rows) {
        int sign = starts[0];
        for (int i = 0; i < rows; i++) {
            // the second term alone could overflow
            sign |= starts[i + 1] | (starts[i + 1] - starts[i]);
        }
        return sign >= 0;
    }

    private static int rowsOfText(int[] starts, int most) {
        int count = 1;
        while (count < most && starts[count + 1] - starts[0] <= MAX_TEXT) {
            count++;
        }
        return count;
    }

    void clear() {
        rows = 0;
    }

    /** Takes one more ticker, eight letters a word. {@link #findRuns} has to follow the last one. */
    void add(LongBuffer words, int at, int length) {
        int from = text.start(rows);
        text.reserve(from + length);
        for (int i = 0; i < length; i += Long.BYTES) {
            TextRows.setLetters(text.bytes(), from + i, words.get(at + i / Long.BYTES));
        }
        rows++;
        text.starts()[rows] = from + length;
    }

    /** Finds where a ticker follows another one. */
    void findRuns() {
        runCount = TickerRuns.find(text, rows, runs);
        for (int run = 0; run < Math.min(runCount, contracts.length); run++) {
            contracts[run] = OptionTickerCode.of(text.bytes(), text.start(runs[run]), text.length(runs[run]));
        }
    }

    TextRows text() {
        return text;
    }

    /** Bytes of a row's ticker. */
    int length(int row) {
        return text.length(row);
    }

    int runCount() {
        return runCount;
    }

    /** First row of a run; that of the run after the last is the number of rows. */
    int run(int index) {
        return runs[index];
    }

    /** The {@link OptionTickerCode} of a run; of contracts only. */
    long contract(int run) {
        return contracts[run];
    }

    /** Which run a row is in. */
    int runOf(int row) {
        int found = Arrays.binarySearch(runs, 0, runCount, row);
        return found < 0 ? -found - 2 : found;
    }

    /** Whether the ticker of the run comes after that of the run before it, in the order of UTF-8; no byte may be 0. */
    boolean ascends(int run) {
        int row = runs[run];
        int length = Math.max(text.length(row), text.length(row - 1));
        for (int i = 0; i < length; i += Long.BYTES) {
            int order = Long.compareUnsigned(text.letters(row, i), text.letters(row - 1, i));
            if (order != 0) {
                return order > 0;
            }
        }
        return false;
    }
}
