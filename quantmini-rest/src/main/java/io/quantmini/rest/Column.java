package io.quantmini.rest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table, and where its values stand in a row of an answer.
 *
 * @param field name, type and whether it may be null
 * @param value of a row: a text, number, truth, date or moment
 */
record Column(Field field, Function<ReferenceRow, @Nullable Object> value) {
    private static final ArrowType TEXT = ArrowType.Utf8.INSTANCE;
    private static final ArrowType DATE = new ArrowType.Date(DateUnit.DAY);
    private static final ArrowType NUMBER = new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
    private static final ArrowType WHOLE = new ArrowType.Int(64, true);
    private static final ArrowType TRUTH = ArrowType.Bool.INSTANCE;
    private static final ArrowType MOMENT = new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");

    static Column text(String name) {
        return required(name, TEXT, row -> row.text(name));
    }

    static Column text(String name, String from) {
        return required(name, TEXT, row -> row.text(from));
    }

    static Column date(String name) {
        return required(name, DATE, row -> row.date(name));
    }

    static Column date(String name, LocalDate value) {
        return required(name, DATE, row -> value);
    }

    static Column number(String name) {
        return number(name, name);
    }

    static Column number(String name, String from) {
        return required(name, NUMBER, row -> row.number(from));
    }

    static Column truth(String name) {
        return required(name, TRUTH, row -> row.truth(name));
    }

    static Column moment(String name, String from) {
        return required(name, MOMENT, row -> row.moment(from));
    }

    static Column optionalText(String name) {
        return optionalText(name, row -> row.optionalText(name));
    }

    static Column optionalText(String name, Function<ReferenceRow, @Nullable Object> value) {
        return new Column(Field.nullable(name, TEXT), value);
    }

    static Column optionalNumber(String name, String from) {
        return new Column(Field.nullable(name, NUMBER), row -> row.optionalNumber(from));
    }

    static Column optionalWhole(String name, String from) {
        return new Column(Field.nullable(name, WHOLE), row -> row.optionalWhole(from));
    }

    static Column optionalTruth(String name, String from) {
        return new Column(Field.nullable(name, TRUTH), row -> row.optionalTruth(from));
    }

    static Column optionalMoment(String name, String from) {
        return new Column(Field.nullable(name, MOMENT), row -> row.optionalMoment(from));
    }

    /** Puts a value of this column there. */
    static void set(FieldVector vector, int row, @Nullable Object value) {
        if (value instanceof String text) {
            ((VarCharVector) vector).setSafe(row, text.getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof LocalDate date) {
            ((DateDayVector) vector).setSafe(row, Math.toIntExact(date.toEpochDay()));
        } else if (value instanceof Double number) {
            ((Float8Vector) vector).setSafe(row, number);
        } else if (value instanceof Long whole) {
            ((BigIntVector) vector).setSafe(row, whole);
        } else if (value instanceof Boolean truth) {
            ((BitVector) vector).setSafe(row, truth ? 1 : 0);
        } else if (value instanceof Instant moment) {
            ((TimeStampMicroTZVector) vector).setSafe(row, ChronoUnit.MICROS.between(Instant.EPOCH, moment));
        } else {
            vector.setNull(row);
        }
    }

    private static Column required(String name, ArrowType type, Function<ReferenceRow, @Nullable Object> value) {
        return new Column(new Field(name, FieldType.notNullable(type), null), value);
    }
}
