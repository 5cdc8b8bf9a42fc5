package io.quantmini.storage.internal;

import io.quantmini.storage.internal.page.TextRange;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;

/** The key, session and time of the rows of a batch on the heap, and where a run of equal keys ends. Used by one thread. */
final class KeyRuns {
    private final TextRange keys = new TextRange();
    private int[] ends = new int[1];
    private int runs;
    private long[] times = new long[0];
    private int[] days = new int[0];

    /** Takes the first {@code rows} rows, at least one, in place of those before. */
    void load(BarColumns columns, int rows) {
        if (times.length < rows) {
            times = new long[rows];
            days = new int[rows];
        }
        view(columns.time().getDataBuffer(), rows * Long.BYTES).asLongBuffer().get(times, 0, rows);
        view(columns.date().getDataBuffer(), rows * Integer.BYTES).asIntBuffer().get(days, 0, rows);
        keys.load(columns.key(), 0, rows);
        runs = 0;
        for (int row = 0; row < rows; row = ends[runs++]) {
            if (runs == ends.length) {
                ends = Arrays.copyOf(ends, 2 * runs);
            }
            ends[runs] = keys.endOfRun(row);
        }
    }

    int rows() {
        return keys.rows();
    }

    /** Each row's time is within the first {@link #rows}. */
    long[] times() {
        return times;
    }

    /** Each row's session, in days since 1970, is within the first {@link #rows}. */
    int[] days() {
        return days;
    }

    byte[] key(int row) {
        return keys.get(row);
    }

    /** As {@link Arrays#compareUnsigned(byte[], byte[])} of the keys of two rows. */
    int compareKeys(int one, int other) {
        byte[] bytes = keys.bytes();
        return Arrays.compareUnsigned(bytes, keys.start(one), keys.end(one), bytes, keys.start(other), keys.end(other));
    }

    /** As {@link Arrays#compareUnsigned(byte[], byte[])} of a row's key and another. */
    int compareKey(int row, byte[] other) {
        return Arrays.compareUnsigned(keys.bytes(), keys.start(row), keys.end(row), other, 0, other.length);
    }

    /** First row after {@code row} with another key, or {@link #rows}. */
    int endOfRun(int row) {
        int run = Arrays.binarySearch(ends, 0, runs, row + 1);
        return ends[run < 0 ? -run - 1 : run];
    }

    private static ByteBuffer view(ArrowBuf buffer, int length) {
        return buffer.nioBuffer(0, length).slice().order(ByteOrder.LITTLE_ENDIAN);
    }
}
