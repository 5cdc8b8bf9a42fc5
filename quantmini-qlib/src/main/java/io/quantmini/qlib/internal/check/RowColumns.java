package io.quantmini.qlib.internal.check;

import java.util.function.IntToDoubleFunction;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Columns of numbers in a batch of rows. */
final class RowColumns {
    private RowColumns() {}

    /** The values of a column by row, null as NaN; of one that is not there, NaN throughout. */
    static IntToDoubleFunction of(VectorSchemaRoot batch, String name) {
        FieldVector vector = batch.getVector(name);
        if (vector instanceof Float8Vector doubles) {
            return row -> doubles.isNull(row) ? Double.NaN : doubles.get(row);
        }
        if (vector instanceof Float4Vector floats) {
            return row -> floats.isNull(row) ? Double.NaN : floats.get(row);
        }
        if (vector == null) {
            return row -> Double.NaN;
        }
        return row -> vector.isNull(row) ? Double.NaN : ((Number) vector.getObject(row)).doubleValue();
    }
}
