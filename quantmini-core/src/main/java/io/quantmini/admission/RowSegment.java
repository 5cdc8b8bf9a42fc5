package io.quantmini.admission;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** Rows to sort in memory of fixed size: {@link RowRecord}s from its start, the place of each from its end. */
final class RowSegment implements AutoCloseable {
    private final ArrowBuf buffer;
    private final int bytes;
    private final LongBuffer words;
    private final IntBuffer places;
    private int end;
    private int rows;

    RowSegment(int bytes, BufferAllocator allocator) {
        this.buffer = allocator.buffer(bytes);
        this.bytes = bytes;
        this.words = slice(0, bytes).asLongBuffer();
        this.places = slice(0, bytes).asIntBuffer();
    }

    /** Part of the memory; whoever uses it no longer uses the rows. */
    ByteBuffer slice(int from, int length) {
        return buffer.nioBuffer(from, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Most rows that segments of a size hold. */
    static int maxRows(int bytes) {
        return bytes / (RowRecord.MIN_WORDS * Long.BYTES + Integer.BYTES);
    }

    /** Takes a row; false when there is no room. */
    boolean add(CandidateBlock block, int row) {
        int next = end + RowRecord.size(block, row);
        if ((long) next * Long.BYTES + (rows + 1L) * Integer.BYTES > bytes) {
            return false;
        }
        RowRecord.put(block, row, words, end);
        places.put(slot(rows), end);
        rows++;
        end = next;
        return true;
    }

    private int slot(int row) {
        return places.capacity() - 1 - row;
    }

    void sort(RowOrder order) {
        int[] sorted = order.places();
        for (int i = 0; i < rows; i++) {
            sorted[i] = places.get(slot(i));
        }
        order.sort(rows, words);
        for (int i = 0; i < rows; i++) {
            places.put(slot(i), sorted[i]);
        }
    }

    void clear() {
        rows = 0;
        end = 0;
    }

    /** The rows in the order of their places; valid until the segment changes. */
    RowRun run() {
        return new RowRun() {
            private int next;
            private int at;

            @Override
            public boolean next() {
                if (next == rows) {
                    return false;
                }
                at = places.get(slot(next++));
                return true;
            }

            @Override
            public LongBuffer words() {
                return words;
            }

            @Override
            public int at() {
                return at;
            }
        };
    }

    @Override
    public void close() {
        buffer.close();
    }
}
