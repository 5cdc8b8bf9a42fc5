package io.quantmini.storage.internal;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.intType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.schema.ColumnOrder;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * Flat Arrow schemas as Parquet schemas and back: text, day, microseconds UTC, DOUBLE, FLOAT, INT32, INT64, BOOLEAN. A
 * field that is not nullable is REQUIRED, another OPTIONAL.
 */
final class ParquetSchemas {
    private static final LogicalTypeAnnotation MICROS_UTC = timestampType(true, LogicalTypeAnnotation.TimeUnit.MICROS);
    private static final ArrowType TIMESTAMP = new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
    private static final ArrowType DAY = new ArrowType.Date(DateUnit.DAY);

    private ParquetSchemas() {}

    static MessageType toParquet(Schema schema) {
        List<Type> columns = new ArrayList<>();
        for (Field field : schema.getFields()) {
            columns.add(toParquet(field));
        }
        return new MessageType("rows", columns);
    }

    static Schema toArrow(MessageType columns) {
        List<Field> fields = new ArrayList<>();
        for (Type column : columns.getFields()) {
            boolean nullable = column.getRepetition() == Repetition.OPTIONAL;
            fields.add(new Field(column.getName(), new FieldType(nullable, toArrow(column), null), null));
        }
        return new Schema(fields);
    }

    private static PrimitiveType toParquet(Field field) {
        ArrowType type = field.getType();
        if (type instanceof ArrowType.Utf8) {
            return column(field, BINARY, stringType());
        }
        if (type.equals(DAY)) {
            return column(field, INT32, dateType());
        }
        if (type.equals(TIMESTAMP)) {
            return column(field, INT64, MICROS_UTC);
        }
        if (type instanceof ArrowType.FloatingPoint floating) {
            if (floating.getPrecision() == FloatingPointPrecision.DOUBLE) {
                return column(field, DOUBLE, null);
            }
            if (floating.getPrecision() == FloatingPointPrecision.SINGLE) {
                return column(field, FLOAT, null);
            }
        }
        if (type instanceof ArrowType.Int integer && integer.getIsSigned()) {
            if (integer.getBitWidth() == 32) {
                return column(field, INT32, null);
            }
            if (integer.getBitWidth() == 64) {
                return column(field, INT64, null);
            }
        }
        if (type instanceof ArrowType.Bool) {
            return column(field, BOOLEAN, null);
        }
        throw new IllegalArgumentException("[column " + field.getName() + "] expected text, a day, microseconds UTC,"
                + " a float, an integer of 32 or 64 bits or a boolean, got " + type);
    }

    /** Type-defined order for all: parquet-java's own default for floats is newer than many readers. */
    private static PrimitiveType column(
            Field field, PrimitiveTypeName type, @Nullable LogicalTypeAnnotation annotation) {
        Repetition repetition = field.isNullable() ? Repetition.OPTIONAL : Repetition.REQUIRED;
        return Types.primitive(type, repetition)
                .as(annotation)
                .columnOrder(ColumnOrder.typeDefined())
                .named(field.getName());
    }

    private static ArrowType toArrow(Type column) {
        if (!column.isPrimitive() || column.getRepetition() == Repetition.REPEATED) {
            throw unknown(column);
        }
        LogicalTypeAnnotation annotation = column.getLogicalTypeAnnotation();
        return switch (column.asPrimitiveType().getPrimitiveTypeName()) {
            case BINARY -> given(column, stringType().equals(annotation), ArrowType.Utf8.INSTANCE);
            case BOOLEAN -> given(column, annotation == null, ArrowType.Bool.INSTANCE);
            case DOUBLE -> given(column, annotation == null, floating(FloatingPointPrecision.DOUBLE));
            case FLOAT -> given(column, annotation == null, floating(FloatingPointPrecision.SINGLE));
            case INT32 -> dateType().equals(annotation) ? DAY : given(column, isInteger(annotation, 32), integer(32));
            case INT64 ->
                MICROS_UTC.equals(annotation) ? TIMESTAMP : given(column, isInteger(annotation, 64), integer(64));
            default -> throw unknown(column);
        };
    }

    /** Some writers say what goes without saying. */
    private static boolean isInteger(@Nullable LogicalTypeAnnotation annotation, int bits) {
        return annotation == null || annotation.equals(intType(bits, true));
    }

    private static ArrowType given(Type column, boolean known, ArrowType type) {
        if (!known) {
            throw unknown(column);
        }
        return type;
    }

    private static ArrowType floating(FloatingPointPrecision precision) {
        return new ArrowType.FloatingPoint(precision);
    }

    private static ArrowType integer(int bits) {
        return new ArrowType.Int(bits, true);
    }

    private static IllegalArgumentException unknown(Type column) {
        return new IllegalArgumentException("[column " + column.getName() + "] expected text, a day, microseconds UTC,"
                + " a float, an integer of 32 or 64 bits or a boolean, got " + column);
    }
}
