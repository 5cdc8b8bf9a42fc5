package io.quantmini.admission;

import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.time.LocalDate;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * Admitted rows in bronze's columns, appended one by one in memory of fixed size. The last row can be compared, taken out
 * again, and kept for the next batch while the rows before it are given away.
 */
final class BronzeBatch implements AutoCloseable {
    private static final int TICKER_BYTES_PER_ROW = 32;
    private static final int MAX_TICKER_BYTES = 64 << 10;
    private static final long NANOS_PER_MICRO = 1_000;

    private final int capacity;
    private final BufferAllocator allocator;
    private final VectorSchemaRoot root;
    private final TextColumn ticker;
    private final TickerText tickers;
    private final @Nullable ContractColumns contract;
    private final LongBuffer timestamp;
    private final DoubleBuffer open;
    private final DoubleBuffer high;
    private final DoubleBuffer low;
    private final DoubleBuffer close;
    private final DoubleBuffer volume;
    private final IntBuffer transactions;
    private int rows;

    private BronzeBatch(Dataset dataset, int capacity, VectorSchemaRoot root, BufferAllocator allocator) {
        this.capacity = capacity;
        this.allocator = allocator;
        this.root = root;
        VarCharVector key = (VarCharVector) root.getVector(BarSchema.keyColumn(dataset));
        ticker = new TextColumn(key);
        tickers = new TickerText(key);
        contract = dataset.isOptions() ? new ContractColumns(root) : null;
        timestamp = view(BarSchema.TIMESTAMP).asLongBuffer();
        open = view(BarSchema.OPEN).asDoubleBuffer();
        high = view(BarSchema.HIGH).asDoubleBuffer();
        low = view(BarSchema.LOW).asDoubleBuffer();
        close = view(BarSchema.CLOSE).asDoubleBuffer();
        volume = view(BarSchema.VOLUME).asDoubleBuffer();
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
            IntBuffer dates = TickerText.view(root.getVector(BarSchema.DATE).getDataBuffer())
                    .asIntBuffer();
            for (int i = 0; i < capacity; i++) {
                dates.put(i, (int) session.toEpochDay());
            }
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
        return TickerText.view(root.getVector(name).getDataBuffer());
    }

    int rows() {
        return rows;
    }

    boolean isFull() {
        return rows == capacity || ticker.room(rows) < MAX_TICKER_BYTES;
    }

    /** Appends an admissible row. */
    void append(CandidateColumns columns, int row) {
        TickerText source = columns.ticker();
        ticker.put(rows, source.bytes(), source.from(row), source.length(row));
        if (contract != null) {
            contract.put(rows, source, row);
        }
        timestamp.put(rows, columns.windowStart(row) / NANOS_PER_MICRO);
        open.put(rows, columns.open(row));
        high.put(rows, columns.high(row));
        low.put(rows, columns.low(row));
        close.put(rows, columns.close(row));
        volume.put(rows, columns.volume(row));
        transactions.put(rows, columns.transactions(row));
        rows++;
    }

    /** Negative, zero or positive as the (ticker, time) of a candidate comes before, equals or comes after the last row's. */
    int compareWithLast(CandidateColumns columns, int row) {
        int order = columns.ticker().compare(row, tickers, rows - 1);
        return order != 0 ? order : Long.compare(columns.windowStart(row) / NANOS_PER_MICRO, timestamp.get(rows - 1));
    }

    /** Whether a candidate with the last row's ticker and time has its values, too. */
    boolean equalsLast(CandidateColumns columns, int row) {
        int last = rows - 1;
        return open.get(last) == columns.open(row)
                && high.get(last) == columns.high(row)
                && low.get(last) == columns.low(row)
                && close.get(last) == columns.close(row)
                && volume.get(last) == columns.volume(row)
                && transactions.get(last) == columns.transactions(row);
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
