package io.quantmini.storage.internal;

import io.quantmini.market.BarSchema;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * The columns of a batch that say where a row belongs.
 *
 * @param key symbol or ticker, which rows are sorted by
 * @param partition symbol or underlying, which names a settled partition
 * @param date session
 * @param time start of the bar
 */
record BarColumns(VarCharVector key, VarCharVector partition, DateDayVector date, TimeStampMicroTZVector time) {
    static BarColumns of(VectorSchemaRoot batch, Unit unit) {
        return new BarColumns(
                column(batch, BarSchema.keyColumn(unit.dataset()), VarCharVector.class, unit),
                column(batch, BarSchema.partitionColumn(unit.dataset()), VarCharVector.class, unit),
                column(batch, BarSchema.DATE, DateDayVector.class, unit),
                column(batch, BarSchema.TIMESTAMP, TimeStampMicroTZVector.class, unit));
    }

    private static <V extends FieldVector> V column(VectorSchemaRoot batch, String name, Class<V> type, Unit unit) {
        FieldVector vector = batch.getVector(name);
        if (!type.isInstance(vector)) {
            String got = vector == null ? "none" : vector.getField().toString();
            throw unit.fault(null, "expected column " + name + " as a " + type.getSimpleName() + ", got " + got, null);
        }
        return type.cast(vector);
    }
}
