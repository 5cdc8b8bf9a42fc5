package io.quantmini.ingest;

import io.quantmini.market.BarSchema;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * One batch of candidate rows, off-heap, and where the text of each row is in the window. Its memory is fixed when it is
 * made. The buffers are written by {@link RowLoop} as well.
 */
final class RowColumns {
    private static final int SPARE = 3 * Long.BYTES;

    private final BufferAllocator allocator;
    private final VectorSchemaRoot root;
    final int capacity;

    final ByteBuffer tickers;
    final IntBuffer tickerEnds;
    final DoubleBuffer volume;
    final DoubleBuffer open;
    final DoubleBuffer close;
    final DoubleBuffer high;
    final DoubleBuffer low;
    final LongBuffer windowStart;
    final IntBuffer transactions;

    /** Where the text of each row starts and ends in the window, and its line less {@link #firstLine}. */
    final int[] starts;

    final int[] ends;
    final int[] lines;

    /** Lines before the batch. */
    long firstLine;

    int rows;
    int tickerEnd;

    private RowColumns(int capacity, BufferAllocator allocator, VectorSchemaRoot root) {
        this.capacity = capacity;
        this.allocator = allocator;
        this.root = root;
        VarCharVector ticker = (VarCharVector) root.getVector(BarSchema.TICKER);
        tickers = view(ticker.getDataBuffer());
        tickerEnds = view(ticker.getOffsetBuffer()).asIntBuffer();
        tickerEnds.put(0, 0);
        volume = column(BarSchema.VOLUME).asDoubleBuffer();
        open = column(BarSchema.OPEN).asDoubleBuffer();
        close = column(BarSchema.CLOSE).asDoubleBuffer();
        high = column(BarSchema.HIGH).asDoubleBuffer();
        low = column(BarSchema.LOW).asDoubleBuffer();
        windowStart = column(BarSchema.WINDOW_START).asLongBuffer();
        transactions = column(BarSchema.TRANSACTIONS).asIntBuffer();
        starts = new int[capacity];
        ends = new int[capacity];
        lines = new int[capacity];
    }

    /**
     * An empty batch; on failure nothing is left allocated.
     *
     * @param capacity most rows
     * @param tickerBytes most bytes of all their tickers
     */
    static RowColumns allocate(int capacity, long tickerBytes, BufferAllocator parent) {
        BufferAllocator allocator = parent.newChildAllocator("candidate rows", 0, parent.getLimit());
        VectorSchemaRoot root = VectorSchemaRoot.create(BarSchema.candidate(), allocator);
        try {
            for (FieldVector vector : root.getFieldVectors()) {
                if (vector instanceof BaseFixedWidthVector fixed) {
                    fixed.allocateNew(capacity);
                } else {
                    ((VarCharVector) vector).allocateNew(tickerBytes + SPARE, capacity);
                }
                vector.getValidityBuffer().setOne(0, vector.getValidityBuffer().capacity());
            }
            return new RowColumns(capacity, allocator, root);
        } catch (RuntimeException e) {
            root.close();
            allocator.close();
            throw e;
        }
    }

    boolean isEmpty() {
        return rows == 0;
    }

    boolean isFull() {
        return rows == capacity;
    }

    void clear(long linesBefore) {
        rows = 0;
        tickerEnd = 0;
        firstLine = linesBefore;
    }

    /** Adds the current record. */
    void add(RecordReader record, RecordValues values) {
        int length = values.tickerTo - values.tickerFrom;
        tickers.put(tickerEnd, record.buffer(), values.tickerFrom, length);
        tickerEnd += length;
        volume.put(rows, values.volume);
        open.put(rows, values.open);
        close.put(rows, values.close);
        high.put(rows, values.high);
        low.put(rows, values.low);
        windowStart.put(rows, values.windowStart);
        transactions.put(rows, values.transactions);
        starts[rows] = record.start();
        ends[rows] = record.end();
        lines[rows] = (int) (record.line() - firstLine);
        rows++;
        tickerEnds.put(rows, tickerEnd);
    }

    /** Tells the vectors how many values they hold. */
    VectorSchemaRoot seal() {
        ((VarCharVector) root.getVector(BarSchema.TICKER)).setLastSet(rows - 1);
        root.setRowCount(rows);
        return root;
    }

    void free() {
        root.close();
        allocator.close();
    }

    private ByteBuffer column(String name) {
        return view(root.getVector(name).getDataBuffer());
    }

    private static ByteBuffer view(ArrowBuf buffer) {
        return buffer.nioBuffer(0, Math.toIntExact(buffer.capacity())).order(ByteOrder.LITTLE_ENDIAN);
    }
}
