package io.quantmini.batch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Rows written down in a test, as a stream: text as {@code String}, days and INT32 as {@code Integer}, times and INT64 as
 * {@code Long}, floats as {@code Double} or {@code Float}, flags as {@code Boolean}.
 */
public final class RowStream implements BatchStream {
    private final VectorSchemaRoot root;
    private final List<? extends List<? extends @Nullable Object>> rows;
    private final int batchRows;
    private int next;
    private boolean closed;

    /** Gives the rows in batches of {@code batchRows}. */
    public RowStream(
            Schema schema,
            List<? extends List<? extends @Nullable Object>> rows,
            int batchRows,
            BufferAllocator allocator) {
        this.root = VectorSchemaRoot.create(schema, allocator);
        this.rows = rows;
        this.batchRows = batchRows;
    }

    /** All rows left in a stream, which stays open. */
    public static List<List<@Nullable Object>> drain(BatchStream stream) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        while (stream.advance()) {
            VectorSchemaRoot batch = stream.batch();
            for (int row = 0; row < batch.getRowCount(); row++) {
                List<@Nullable Object> values = new ArrayList<>();
                for (FieldVector vector : batch.getFieldVectors()) {
                    values.add(vector.isNull(row) ? null : value(vector, row));
                }
                rows.add(values);
            }
        }
        return rows;
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public Schema schema() {
        return root.getSchema();
    }

    @Override
    public boolean advance() {
        int count = Math.min(batchRows, rows.size() - next);
        root.clear();
        for (int column = 0; column < root.getFieldVectors().size(); column++) {
            FieldVector vector = root.getVector(column);
            vector.allocateNew();
            for (int row = 0; row < count; row++) {
                Object value = rows.get(next + row).get(column);
                if (value != null) {
                    set(vector, row, value);
                }
            }
        }
        root.setRowCount(count);
        next += count;
        return count > 0;
    }

    @Override
    public VectorSchemaRoot batch() {
        return root;
    }

    @Override
    public void close() {
        closed = true;
        root.close();
    }

    private static void set(FieldVector vector, int row, Object value) {
        if (vector instanceof VarCharVector text) {
            text.setSafe(row, ((String) value).getBytes(StandardCharsets.UTF_8));
        } else if (vector instanceof Float8Vector doubles) {
            doubles.setSafe(row, (Double) value);
        } else if (vector instanceof Float4Vector floats) {
            floats.setSafe(row, (Float) value);
        } else if (vector instanceof IntVector ints) {
            ints.setSafe(row, (Integer) value);
        } else if (vector instanceof BigIntVector longs) {
            longs.setSafe(row, (Long) value);
        } else if (vector instanceof DateDayVector days) {
            days.setSafe(row, (Integer) value);
        } else if (vector instanceof TimeStampMicroTZVector times) {
            times.setSafe(row, (Long) value);
        } else {
            ((BitVector) vector).setSafe(row, (Boolean) value ? 1 : 0);
        }
    }

    private static Object value(FieldVector vector, int row) {
        if (vector instanceof VarCharVector text) {
            return new String(text.get(row), StandardCharsets.UTF_8);
        } else if (vector instanceof Float8Vector doubles) {
            return doubles.get(row);
        } else if (vector instanceof Float4Vector floats) {
            return floats.get(row);
        } else if (vector instanceof IntVector ints) {
            return ints.get(row);
        } else if (vector instanceof BigIntVector longs) {
            return longs.get(row);
        } else if (vector instanceof DateDayVector days) {
            return days.get(row);
        } else if (vector instanceof TimeStampMicroTZVector times) {
            return times.get(row);
        }
        return ((BitVector) vector).get(row) != 0;
    }
}
