package io.quantmini.admission;

import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.time.LocalDate;
import java.util.Arrays;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * Admitted rows in bronze's columns, appended a stretch at a time in memory of fixed size. The last row can be compared, taken out
 * again, and kept for the next batch while the rows before it are given away.
 */
final class BronzeBatch implements AutoCloseable {
    private static final int TICKER_BYTES_PER_ROW = 32;
    private static final int MAX_TICKER_BYTES = 64 << 10;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long INVERSE_OF_125 = StartGrid.inverse(125);

    private final int capacity;
    private final BufferAllocator allocator;
    private final VectorSchemaRoot root;
    private final TextColumn ticker;
    private final @Nullable ContractColumns contract;
    private final LongBuffer timestamp;
    private final LongBuffer open;
    private final LongBuffer high;
    private final LongBuffer low;
    private final LongBuffer close;
    private final LongBuffer volume;
    private final IntBuffer transactions;
    private final long[] micros = new long[CandidateBlock.MAX_ROWS];
    private int rows;

    private BronzeBatch(Dataset dataset, int capacity, VectorSchemaRoot root, BufferAllocator allocator) {
        this.capacity = capacity;
        this.allocator = allocator;
        this.root = root;
        ticker = new TextColumn((VarCharVector) root.getVector(BarSchema.keyColumn(dataset)));
        contract = dataset.isOptions() ? new ContractColumns(root) : null;
        timestamp = view(BarSchema.TIMESTAMP).asLongBuffer();
        open = view(BarSchema.OPEN).asLongBuffer();
        high = view(BarSchema.HIGH).asLongBuffer();
        low = view(BarSchema.LOW).asLongBuffer();
        close = view(BarSchema.CLOSE).asLongBuffer();
        volume = view(BarSchema.VOLUME).asLongBuffer();
        transactions = view(BarSchema.TRANSACTIONS).asIntBuffer();
    }

    /** An empty batch for at most {@code capacity} rows of one session; on failure nothing is left allocated. */
    static BronzeBatch allocate(Dataset dataset, LocalDate session, int capacity, BufferAllocator parent) {
        if (capacity < 2) {
            throw new IllegalArgumentException("[admission] expected batches of at least 2 rows, got " + capacity);
        }
        BufferAllocator allocator = parent.newChildAllocator("admitted rows", 0, parent.getLimit());
        VectorSchemaRoot root = VectorSchemaRoot.create(BarSchema.bronze(dataset), allocator);
        try {
            for (FieldVector vector : root.getFieldVectors()) {
                allocate(vector, capacity);
            }
            int[] dates = new int[capacity];
            Arrays.fill(dates, (int) session.toEpochDay());
            CandidateColumns.view(root.getVector(BarSchema.DATE).getDataBuffer())
                    .asIntBuffer()
                    .put(dates);
            return new BronzeBatch(dataset, capacity, root, allocator);
        } catch (RuntimeException e) {
            root.close();
            allocator.close();
            throw e;
        }
    }

    private static void allocate(FieldVector vector, int capacity) {
        if (vector instanceof BaseFixedWidthVector fixed) {
            fixed.allocateNew(capacity);
        } else {
            ((VarCharVector) vector).allocateNew(MAX_TICKER_BYTES + (long) capacity * TICKER_BYTES_PER_ROW, capacity);
        }
        vector.getValidityBuffer().setOne(0, vector.getValidityBuffer().capacity());
    }

    private ByteBuffer view(String name) {
        return CandidateColumns.view(root.getVector(name).getDataBuffer());
    }

    int rows() {
        return rows;
    }

    boolean isFull() {
        return rows == capacity || ticker.room(rows) < MAX_TICKER_BYTES;
    }

    /**
     * Appends the rows {@code [from, to)}, admissible and each of another key than the one above, until the batch is full.
     *
     * @return how many, at least 1 when the batch was not full
     */
    int append(CandidateBlock block, int from, int to) {
        int count = fitting(block.tickers().text(), from, Math.min(to - from, capacity - rows));
        ticker.put(rows, block.tickers().text(), from, from + count);
        if (contract != null) {
            contract.put(rows, block.tickers(), from, from + count);
        }
        toMicros(block.windowStart(), from, count);
        timestamp.put(rows, micros, 0, count);
        open.put(rows, block.open(), from, count);
        high.put(rows, block.high(), from, count);
        low.put(rows, block.low(), from, count);
        close.put(rows, block.close(), from, count);
        volume.put(rows, block.volume(), from, count);
        transactions.put(rows, block.transactions(), from, count);
        rows += count;
        return count;
    }

    /** How many of the next {@code count} tickers there is room for, if that is asked before each. */
    private int fitting(TextRows tickers, int from, int count) {
        int spare = ticker.room(rows) - MAX_TICKER_BYTES + tickers.start(from);
        int fitting = count;
        while (tickers.start(from + fitting - 1) > spare) {
            fitting--;
        }
        return fitting;
    }

    // a start is a whole microsecond, so that dividing by 8 and by 125, as a product with its inverse modulo 2^64, is
    // exact
    private void toMicros(long[] nanos, int from, int count) {
        for (int i = 0; i < count; i++) {
            micros[i] = (nanos[from + i] >> 3) * INVERSE_OF_125;
        }
    }

    /** Negative, zero or positive as the (ticker, time) of a candidate comes before, equals or comes after the last row's. */
    int compareWithLast(CandidateBlock block, int row) {
        int order = -ticker.compare(rows - 1, block.tickers().text(), row);
        return order != 0 ? order : Long.compare(block.windowStart()[row] / NANOS_PER_MICRO, timestamp.get(rows - 1));
    }

    /** Whether a candidate with the last row's ticker and time has its values, too. */
    boolean equalsLast(CandidateBlock block, int row) {
        int last = rows - 1;
        return sameDouble(open.get(last), block.open()[row])
                && sameDouble(high.get(last), block.high()[row])
                && sameDouble(low.get(last), block.low()[row])
                && sameDouble(close.get(last), block.close()[row])
                && sameDouble(volume.get(last), block.volume()[row])
                && transactions.get(last) == block.transactions()[row];
    }

    private static boolean sameDouble(long bits, long otherBits) {
        return Double.longBitsToDouble(bits) == Double.longBitsToDouble(otherBits);
    }

    void removeLast() {
        rows--;
    }

    /** Makes the first {@code count} rows the batch to give away. */
    VectorSchemaRoot seal(int count) {
        ticker.seal(count);
        if (contract != null) {
            contract.seal(count);
        }
        root.setRowCount(count);
        return root;
    }

    /** Forgets the first {@code count} rows; what is left, at most one row, becomes the first. */
    void forget(int count) {
        int left = rows - count;
        if (left == 1 && count > 0) {
            moveToFirst(rows - 1);
        }
        rows = left;
    }

    private void moveToFirst(int slot) {
        ticker.moveToFirst(slot);
        if (contract != null) {
            contract.moveToFirst(slot);
        }
        timestamp.put(0, timestamp.get(slot));
        open.put(0, open.get(slot));
        high.put(0, high.get(slot));
        low.put(0, low.get(slot));
        close.put(0, close.get(slot));
        volume.put(0, volume.get(slot));
        transactions.put(0, transactions.get(slot));
    }

    @Override
    public void close() {
        root.close();
        allocator.close();
    }
}
