package io.quantmini.admission;

import java.util.Arrays;

/** Finds runs of equal tickers: a word is compared, or three that may overlap, with those of the run's first row. */
final class TickerRuns {
    private final byte[] bytes;
    private final int[] starts;
    private final int rows;

    private TickerRuns(TextRows text, int rows) {
        this.bytes = text.bytes();
        this.starts = text.starts();
        this.rows = rows;
    }

    /** Sets the first row of each run, and the number of rows after the last; gives how many runs. */
    static int find(TextRows text, int rows, int[] runs) {
        TickerRuns finder = new TickerRuns(text, rows);
        int count = 0;
        int row = 0;
        while (row < rows) {
            runs[count++] = row;
            row = finder.end(row, text.length(row));
        }
        runs[count] = rows;
        return count;
    }

    private int end(int first, int length) {
        if (length <= Long.BYTES) {
            return endOfWord(first, length);
        }
        return length <= 3 * Long.BYTES ? endOfThreeWords(first, length) : endOfText(first, length);
    }

    private int endOfWord(int first, int length) {
        long mask = length == 0 ? 0 : -1L >>> (Long.SIZE - Byte.SIZE * length);
        int at = starts[first];
        long word = TextRows.word(bytes, at) & mask;
        int row = first + 1;
        at += length;
        while (row < rows && starts[row + 1] == at + length && (TextRows.word(bytes, at) & mask) == word) {
            at += length;
            row++;
        }
        return row;
    }

    private int endOfThreeWords(int first, int length) {
        int last = length - Long.BYTES;
        int inner = Math.min(Long.BYTES, last);
        int at = starts[first];
        long head = TextRows.word(bytes, at);
        long middle = TextRows.word(bytes, at + inner);
        long tail = TextRows.word(bytes, at + last);
        int row = first + 1;
        at += length;
        while (row < rows
                && starts[row + 1] == at + length
                && ((TextRows.word(bytes, at) ^ head)
                                | (TextRows.word(bytes, at + inner) ^ middle)
                                | (TextRows.word(bytes, at + last) ^ tail))
                        == 0) {
            at += length;
            row++;
        }
        return row;
    }

    private int endOfText(int first, int length) {
        int from = starts[first];
        int row = first + 1;
        int at = from + length;
        while (row < rows
                && starts[row + 1] == at + length
                && Arrays.equals(bytes, from, from + length, bytes, at, at + length)) {
            at += length;
            row++;
        }
        return row;
    }
}
