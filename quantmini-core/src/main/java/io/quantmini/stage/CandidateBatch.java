package io.quantmini.stage;

import io.quantmini.market.BarSchema;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Objects;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * The rows a {@link RowDecoder} has decoded, off-heap, with the place and the text of each. A row is built by setting all
 * its values, in any order, and then {@link #add()}; values of a row that is never added are overwritten by the next.
 * Memory is fixed when the batch is made. Not thread-safe.
 */
public final class CandidateBatch {
    /**
     * Rows of a batch unless asked otherwise: as many as let a column and its validity bits fit the power of two that Arrow
     * allocates.
     */
    public static final int DEFAULT_ROWS = 62 << 10;

    /** Longest ticker a batch takes. */
    public static final int MAX_TICKER_BYTES = 64 << 10;

    private static final int TICKER_BYTES_PER_ROW = 32;

    private final int capacity;
    private final BufferAllocator allocator;
    private final VectorSchemaRoot root;
    private final RawRows raw;

    private final ByteBuffer tickers;
    private final IntBuffer tickerEnds;
    private final DoubleBuffer volume;
    private final DoubleBuffer open;
    private final DoubleBuffer close;
    private final DoubleBuffer high;
    private final DoubleBuffer low;
    private final LongBuffer windowStart;
    private final IntBuffer transactions;

    private int rows;
    private int tickerEnd;
    private int tickerLength;
    private int textLength;

    private CandidateBatch(int capacity, BufferAllocator allocator, VectorSchemaRoot root, RawRows raw) {
        this.capacity = capacity;
        this.allocator = allocator;
        this.root = root;
        this.raw = raw;
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
    }

    /** An empty batch, its memory a child of {@code allocator}, which is as it was when this fails. */
    static CandidateBatch allocate(int rows, BufferAllocator allocator) {
        if (rows < 1 || rows > 1 << 20) {
            throw new IllegalArgumentException("[candidate batch] expected 1 to 1048576 rows, got " + rows);
        }
        BufferAllocator child = allocator.newChildAllocator("candidate rows", 0, allocator.getLimit());
        VectorSchemaRoot root = VectorSchemaRoot.create(BarSchema.candidate(), child);
        try {
            allocate(root, rows);
            return new CandidateBatch(rows, child, root, new RawRows(rows, child));
        } catch (RuntimeException e) {
            root.close();
            child.close();
            throw e;
        }
    }

    private static void allocate(VectorSchemaRoot root, int rows) {
        for (FieldVector vector : root.getFieldVectors()) {
            if (vector instanceof BaseFixedWidthVector fixed) {
                fixed.allocateNew(rows);
            } else {
                ((VarCharVector) vector).allocateNew(MAX_TICKER_BYTES + (long) rows * TICKER_BYTES_PER_ROW, rows);
            }
            vector.getValidityBuffer().setOne(0, vector.getValidityBuffer().capacity());
        }
    }

    public boolean isEmpty() {
        return rows == 0;
    }

    /** Whether the batch takes no more rows: {@link RowDecoder#decode} then returns true. */
    public boolean isFull() {
        return rows == capacity || tickers.capacity() - tickerEnd < MAX_TICKER_BYTES || !raw.hasRoom();
    }

    /** Sets the ticker to {@code bytes[from, to)}, at most {@link #MAX_TICKER_BYTES} bytes. */
    public void ticker(byte[] bytes, int from, int to) {
        Objects.checkFromToIndex(from, to, bytes.length);
        if (to - from > MAX_TICKER_BYTES) {
            throw new IllegalArgumentException("[candidate batch] expected a ticker of at most " + MAX_TICKER_BYTES
                    + " bytes, got " + (to - from));
        }
        tickers.put(tickerEnd, bytes, from, to - from);
        tickerLength = to - from;
    }

    /** Sets the prices, US dollars. */
    public void prices(double openPrice, double highPrice, double lowPrice, double closePrice) {
        open.put(rows, openPrice);
        high.put(rows, highPrice);
        low.put(rows, lowPrice);
        close.put(rows, closePrice);
    }

    /** Sets the volume, shares or contracts, and the number of trades. */
    public void traded(double volumeTraded, int transactionCount) {
        volume.put(rows, volumeTraded);
        transactions.put(rows, transactionCount);
    }

    /** Sets the bar's start, nanoseconds since 1970-01-01T00:00Z. */
    public void start(long windowStartNanos) {
        windowStart.put(rows, windowStartNanos);
    }

    /** Sets where the record starts: physical line (header 1) and byte of the decompressed file. */
    public void place(long line, long offset) {
        raw.place(rows, line, offset);
    }

    /** Sets the record's text to {@code bytes[from, to)}, without its line ending; what is past 64 KiB is cut. */
    public void text(byte[] bytes, int from, int to) {
        raw.text(bytes, from, to);
        textLength = to - from;
    }

    /** Ends the row. */
    public void add() {
        tickerEnd += tickerLength;
        raw.end(rows, textLength);
        rows++;
        tickerEnds.put(rows, tickerEnd);
    }

    void clear() {
        rows = 0;
        tickerEnd = 0;
        raw.clear();
    }

    /** Tells the vectors how many values they hold. */
    void seal() {
        ((VarCharVector) root.getVector(BarSchema.TICKER)).setLastSet(rows - 1);
        root.setRowCount(rows);
    }

    VectorSchemaRoot root() {
        return root;
    }

    RawRow raw(int row) {
        return raw.get(Objects.checkIndex(row, rows));
    }

    void free() {
        raw.free();
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
