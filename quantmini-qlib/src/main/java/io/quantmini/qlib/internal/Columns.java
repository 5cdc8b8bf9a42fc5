package io.quantmini.qlib.internal;

import io.quantmini.qlib.QlibUpdateException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FloatingPointVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Looks columns of the input up by name. */
final class Columns {
    private final Path directory;
    private final Schema schema;
    private final List<String> derived;

    /** {@code directory} stands in error messages, and the fields that are {@code derived} from columns. */
    Columns(Path directory, Schema schema, List<String> derived) {
        this.directory = directory;
        this.schema = schema;
        this.derived = derived;
    }

    /** Where a column of numbers stands; one that is missing is an error that lists those there are. */
    int require(String name) {
        List<Field> fields = schema.getFields();
        List<String> numbers = new ArrayList<>();
        for (int column = 0; column < fields.size(); column++) {
            Field field = fields.get(column);
            if (isNumber(field.getType())) {
                if (field.getName().equals(name)) {
                    return column;
                }
                numbers.add(field.getName());
            }
        }
        throw new QlibUpdateException(
                directory,
                "cannot write the Qlib fields: expected \"" + name + "\" to be one of the columns " + numbers
                        + (derived.isEmpty() ? "" : " or of the computed " + derived)
                        + ", got no such; compute the feature or leave the field out",
                null);
    }

    private static boolean isNumber(ArrowType type) {
        return type instanceof ArrowType.FloatingPoint || type instanceof ArrowType.Int;
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
