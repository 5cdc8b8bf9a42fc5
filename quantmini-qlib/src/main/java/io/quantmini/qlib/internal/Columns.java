package io.quantmini.qlib.internal;

import io.quantmini.qlib.QlibUpdateException;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FloatingPointVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Looks columns of the input up by name. */
final class Columns {
    private final Path directory;
    private final Schema schema;

    /** {@code directory} stands in error messages. */
    Columns(Path directory, Schema schema) {
        this.directory = directory;
        this.schema = schema;
    }

    /** Where a column stands; one that is missing is an error that lists those there are. */
    int require(String name) {
        List<Field> fields = schema.getFields();
        for (int column = 0; column < fields.size(); column++) {
            if (fields.get(column).getName().equals(name)) {
                return column;
            }
        }
        List<String> present = fields.stream().map(Field::getName).toList();
        throw new QlibUpdateException(
                directory,
                "cannot write the Qlib fields: expected a column \"" + name + "\", got " + present
                        + "; compute the feature or leave the field out",
                null);
    }

    /** The column as numbers, null as NaN; one that is no number is an error. */
    NumberColumn number(VectorSchemaRoot batch, int column) {
        FieldVector vector = batch.getVector(column);
        if (vector instanceof FloatingPointVector floating) {
            return row -> vector.isNull(row) ? Double.NaN : floating.getValueAsDouble(row);
        }
        if (vector instanceof BaseIntVector whole) {
            return row -> vector.isNull(row) ? Double.NaN : whole.getValueAsLong(row);
        }
        throw new QlibUpdateException(
                directory,
                "cannot write the Qlib fields: expected numbers in column \"" + vector.getName() + "\", got "
                        + vector.getField().getType(),
                null);
    }

    /** A column of numbers. */
    @FunctionalInterface
    interface NumberColumn {
        /** The row's value; NaN for null. */
        double get(int row);
    }
}
