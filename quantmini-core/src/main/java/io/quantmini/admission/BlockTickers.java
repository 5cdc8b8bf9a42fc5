package io.quantmini.admission;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;

/** The tickers of a block: their text, and the runs of rows that share one. */
final class BlockTickers {
    /** Text of a block, in bytes, unless one ticker alone is longer. */
    private static final int MAX_TEXT = 64 << 10;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LETTERS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final int[] starts = new int[CandidateBlock.MAX_ROWS + 1];
    private final int[] runs = new int[CandidateBlock.MAX_ROWS + 1];
    // a word more than the text, so that a word can be read at any ticker
    private byte[] text = new byte[MAX_TEXT + Long.BYTES];
    private int rows;
    private int runCount;

    /**
     * Takes up to {@code most} tickers of a column from {@code first} on, fewer when they are long.
     *
     * @return how many, at least 1
     */
    int load(IntBuffer offsets, ByteBuffer bytes, int first, int most) {
        offsets.get(first, starts, 0, most + 1);
        if (!ascend(starts, most) || starts[most] > bytes.capacity()) {
            throw new IllegalStateException("[candidate rows] expected tickers one after the other within "
                    + bytes.capacity() + " bytes, got other offsets; correct the ingestor");
        }
        rows = starts[most] - starts[0] <= MAX_TEXT ? most : rowsOfText(most);
        int from = starts[0];
        int length = starts[rows] - from;
        reserve(length);
        bytes.get(from, text, 0, length);
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

    private int rowsOfText(int most) {
        int count = 1;
        while (count < most && starts[count + 1] - starts[0] <= MAX_TEXT) {
            count++;
        }
        return count;
    }

    private void reserve(int length) {
        if (text.length - Long.BYTES < length) {
            text = Arrays.copyOf(text, length + Long.BYTES);
        }
    }

    void clear() {
        rows = 0;
    }

    /** Takes one more ticker, eight letters a word. {@link #findRuns} has to follow the last one. */
    void add(LongBuffer words, int at, int length) {
        int from = starts[rows];
        if (text.length - Long.BYTES < from + length) {
            text = Arrays.copyOf(text, 2 * (from + length) + Long.BYTES);
        }
        for (int i = 0; i < length; i += Long.BYTES) {
            LETTERS.set(text, from + i, words.get(at + i / Long.BYTES));
        }
        rows++;
        starts[rows] = from + length;
    }

    void findRuns() {
        runCount = 0;
        int row = 0;
        while (row < rows) {
            runs[runCount++] = row;
            row = length(row) <= Long.BYTES ? endOfShortRun(row) : endOfRun(row);
        }
        runs[runCount] = rows;
    }

    private int endOfShortRun(int first) {
        int length = length(first);
        long mask = length == 0 ? 0 : -1L >>> (Long.SIZE - Byte.SIZE * length);
        int at = starts[first];
        long word = word(at) & mask;
        int row = first;
        do {
            at += length;
            row++;
        } while (row < rows && starts[row + 1] == at + length && (word(at) & mask) == word);
        return row;
    }

    private int endOfRun(int first) {
        int from = starts[first];
        int length = length(first);
        int tail = length - Long.BYTES;
        long head = word(from);
        long last = word(from + tail);
        int at = from;
        int row = first;
        do {
            at += length;
            row++;
        } while (row < rows
                && starts[row + 1] == at + length
                && word(at + tail) == last
                && word(at) == head
                && sameMiddle(from, at, tail));
        return row;
    }

    private boolean sameMiddle(int from, int at, int tail) {
        for (int i = Long.BYTES; i < tail; i += Long.BYTES) {
            if (word(from + i) != word(at + i)) {
                return false;
            }
        }
        return true;
    }

    private long word(int at) {
        return (long) WORD.get(text, at);
    }

    byte[] text() {
        return text;
    }

    /** Where the ticker of a row starts in the text; that of the row after the last is the end. */
    int start(int row) {
        return starts[row];
    }

    int length(int row) {
        return starts[row + 1] - starts[row];
    }

    int[] starts() {
        return starts;
    }

    int runCount() {
        return runCount;
    }

    /** First row of a run; that of the run after the last is the number of rows. */
    int run(int index) {
        return runs[index];
    }

    /** Which run a row is in. */
    int runOf(int row) {
        int found = Arrays.binarySearch(runs, 0, runCount, row);
        return found < 0 ? -found - 2 : found;
    }

    /** Whether the ticker of the run comes after that of the run before it, in the order of UTF-8. */
    boolean ascends(int run) {
        int row = runs[run];
        int before = starts[row - 1];
        int at = starts[row];
        return Arrays.compareUnsigned(text, at, starts[row + 1], text, before, at) > 0;
    }

    /** Up to eight letters of a ticker from {@code index} on, the first one highest; zeros after its end. */
    long letters(int row, int index) {
        int at = starts[row] + index;
        int length = Math.min(Long.BYTES, starts[row + 1] - at);
        return (long) LETTERS.get(text, at) & (-1L << (Long.SIZE - Byte.SIZE * length));
    }
}
