package io.quantmini.ingest;

import io.quantmini.market.BarSchema;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.util.MemoryUtil;
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

    // where the columns are in memory; nothing is checked there, so a row must be below the capacity
    private final long tickers;
    private final long tickerEnds;
    private final long volume;
    private final long open;
    private final long close;
    private final long high;
    private final long low;
    private final long windowStart;
    private final long transactions;

    /** Where the text of each row starts in the window. */
    final int[] starts;

    int rows;
    int tickerEnd;

    private RowColumns(int capacity, BufferAllocator allocator, VectorSchemaRoot root) {
        this.capacity = capacity;
        this.allocator = allocator;
        this.root = root;
        VarCharVector ticker = (VarCharVector) root.getVector(BarSchema.TICKER);
        tickers = ticker.getDataBuffer().memoryAddress();
        tickerEnds = ticker.getOffsetBuffer().memoryAddress();
        MemoryUtil.putInt(tickerEnds, 0);
        volume = column(BarSchema.VOLUME);
        open = column(BarSchema.OPEN);
        close = column(BarSchema.CLOSE);
        high = column(BarSchema.HIGH);
        low = column(BarSchema.LOW);
        windowStart = column(BarSchema.WINDOW_START);
        transactions = column(BarSchema.TRANSACTIONS);
        starts = new int[capacity];
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

    void clear() {
        rows = 0;
        tickerEnd = 0;
    }

    /** Adds the current record. */
    void add(RecordReader record, RecordValues values) {
        int length = values.tickerTo - values.tickerFrom;
        ticker(record.buffer(), values.tickerFrom, length);
        volume(rows, values.volume);
        open(rows, values.open);
        close(rows, values.close);
        high(rows, values.high);
        low(rows, values.low);
        windowStart(rows, values.windowStart);
        transactions(rows, values.transactions);
        starts[rows] = record.start();
        endTicker(rows, length);
        rows++;
    }

    void volume(int row, double value) {
        MemoryUtil.putLong(volume + 8L * row, Double.doubleToRawLongBits(value));
    }

    void open(int row, double value) {
        MemoryUtil.putLong(open + 8L * row, Double.doubleToRawLongBits(value));
    }

    void close(int row, double value) {
        MemoryUtil.putLong(close + 8L * row, Double.doubleToRawLongBits(value));
    }

    void high(int row, double value) {
        MemoryUtil.putLong(high + 8L * row, Double.doubleToRawLongBits(value));
    }

    void low(int row, double value) {
        MemoryUtil.putLong(low + 8L * row, Double.doubleToRawLongBits(value));
    }

    void windowStart(int row, long nanos) {
        MemoryUtil.putLong(windowStart + 8L * row, nanos);
    }

    void transactions(int row, int count) {
        MemoryUtil.putInt(transactions + 4L * row, count);
    }

    /** Sets eight bytes of the ticker in progress. */
    void ticker(int at, long eight) {
        MemoryUtil.putLong(tickers + tickerEnd + at, eight);
    }

    /** Sets the bytes of the ticker in progress. */
    void ticker(byte[] text, int from, int length) {
        MemoryUtil.copyToMemory(text, from, tickers + tickerEnd, length);
    }

    void endTicker(int row, int length) {
        tickerEnd += length;
        MemoryUtil.putInt(tickerEnds + 4L * (row + 1), tickerEnd);
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

    private long column(String name) {
        return root.getVector(name).getDataBuffer().memoryAddress();
    }
}
