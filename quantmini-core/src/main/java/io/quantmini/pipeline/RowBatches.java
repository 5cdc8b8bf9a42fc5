package io.quantmini.pipeline;

import io.quantmini.batch.BatchStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Rows of a table that come one by one, as batches of at most 65,536. Does not own what the rows are made from. */
final class RowBatches implements BatchStream {
    private static final int BATCH_ROWS = 65_536;

    private final VectorSchemaRoot root;
    private final Rows rows;
    private boolean current;

    /** Gives rows, each once. */
    interface Rows {
        /** Puts the next row there; false when there is none, and then nothing is there. */
        boolean next(Row row);
    }

    RowBatches(Schema schema, Rows rows, BufferAllocator allocator) {
        this.root = VectorSchemaRoot.create(schema, allocator);
        this.rows = rows;
    }

    static Schema schema(Field... columns) {
        return new Schema(List.of(columns));
    }

    static Field text(String name) {
        return Field.notNullable(name, ArrowType.Utf8.INSTANCE);
    }

    static Field date(String name) {
        return Field.notNullable(name, new ArrowType.Date(DateUnit.DAY));
    }

    static Field number(String name) {
        return Field.notNullable(name, new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE));
    }

    /** Of 32 or 64 bits. */
    static Field integer(String name, int bits) {
        return Field.notNullable(name, new ArrowType.Int(bits, true));
    }

    @Override
    public Schema schema() {
        return root.getSchema();
    }

    @Override
    public boolean advance() {
        root.clear();
        int count = 0;
        while (count < BATCH_ROWS && rows.next(new Row(root, count))) {
            count++;
        }
        root.setRowCount(count);
        current = count > 0;
        return current;
    }

    @Override
    public VectorSchemaRoot batch() {
        if (!current) {
            throw new IllegalStateException("[table rows] expected a current batch, got none; call advance() first");
        }
        return root;
    }

    @Override
    public void close() {
        current = false;
        root.close();
    }

    /** A row to be filled column by column, in their order. */
    static final class Row {
        private final VectorSchemaRoot root;
        private final int row;
        private int column;

        private Row(VectorSchemaRoot root, int row) {
            this.root = root;
            this.row = row;
        }

        Row text(byte[] value) {
            ((VarCharVector) root.getVector(column++)).setSafe(row, value);
            return this;
        }

        Row text(String value) {
            return text(value.getBytes(StandardCharsets.UTF_8));
        }

        Row date(LocalDate value) {
            return day(Math.toIntExact(value.toEpochDay()));
        }

        /** Days since 1970-01-01. */
        Row day(int value) {
            ((DateDayVector) root.getVector(column++)).setSafe(row, value);
            return this;
        }

        Row number(double value) {
            ((Float8Vector) root.getVector(column++)).setSafe(row, value);
            return this;
        }

        Row nothing() {
            root.getVector(column++).setNull(row);
            return this;
        }

        Row integer(int value) {
            ((IntVector) root.getVector(column++)).setSafe(row, value);
            return this;
        }

        Row count(long value) {
            ((BigIntVector) root.getVector(column++)).setSafe(row, value);
            return this;
        }
    }
}
