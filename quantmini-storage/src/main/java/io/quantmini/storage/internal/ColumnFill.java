package io.quantmini.storage.internal;

import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.parquet.column.ColumnReader;

/** Moves the value a column reader stands on into one row of a vector, bit for bit. */
@FunctionalInterface
interface ColumnFill {
    void put(ColumnReader column, int row);

    static ColumnFill into(FieldVector vector) {
        if (vector instanceof VarCharVector text) {
            return (column, row) -> text.setSafe(row, column.getBinary().getBytesUnsafe());
        }
        if (vector instanceof Float8Vector doubles) {
            return (column, row) -> doubles.set(row, column.getDouble());
        }
        if (vector instanceof Float4Vector floats) {
            return (column, row) -> floats.set(row, column.getFloat());
        }
        if (vector instanceof IntVector ints) {
            return (column, row) -> ints.set(row, column.getInteger());
        }
        if (vector instanceof BigIntVector longs) {
            return (column, row) -> longs.set(row, column.getLong());
        }
        if (vector instanceof DateDayVector days) {
            return (column, row) -> days.set(row, column.getInteger());
        }
        if (vector instanceof TimeStampMicroTZVector times) {
            return (column, row) -> times.set(row, column.getLong());
        }
        BitVector flags = (BitVector) vector;
        return (column, row) -> flags.set(row, column.getBoolean() ? 1 : 0);
    }
}
