package io.quantmini.batch;

import io.quantmini.ResourceLimitException;
import io.quantmini.internal.WholeAnswer;
import io.quantmini.lake.ConcurrentCommitException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.util.Text;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer as plain objects, for answers that are small: text as {@link String}, days as {@link LocalDate}, times as
 * {@link Instant}, truth values as {@link Boolean}, numbers as what they are ({@code Integer}, {@code Long}, {@code Double},
 * {@link java.math.BigDecimal}), lists as lists; null where there is no value. Immutable, and nothing of it is off the heap.
 *
 * @param columns names, in order; two may be equal
 * @param rows in the order of the answer, each with a value a column
 */
public record CollectedRows(List<String> columns, List<List<@Nullable Object>> rows) {
    public CollectedRows {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * Asks, and takes all rows; asks again, on a newer state, when a commit took away what was not read yet.
     *
     * @param question gives a stream each time, which is closed here
     * @param most rows; what is beyond is not taken
     * @throws ResourceLimitException when there are more rows
     * @throws ConcurrentCommitException when commits overtook the question ten times in a row
     */
    public static CollectedRows of(Supplier<? extends BatchStream> question, int most) {
        return WholeAnswer.of(() -> {
            try (BatchStream stream = question.get()) {
                return of(stream, most);
            }
        });
    }

    private static CollectedRows of(BatchStream stream, int most) {
        List<String> columns =
                stream.schema().getFields().stream().map(Field::getName).toList();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        while (stream.advance()) {
            int count = stream.batch().getRowCount();
            if (rows.size() + count > most) {
                throw new ResourceLimitException(
                        "collected rows",
                        most,
                        -1,
                        "[rows] cannot collect an answer: expected at most " + most
                                + " rows, got more; ask for fewer or take them as a stream");
            }
            for (int row = 0; row < count; row++) {
                rows.add(row(stream.batch().getFieldVectors(), row));
            }
        }
        return new CollectedRows(columns, rows);
    }

    private static List<@Nullable Object> row(List<FieldVector> vectors, int row) {
        List<@Nullable Object> values = new ArrayList<>(vectors.size());
        for (FieldVector vector : vectors) {
            values.add(value(vector, row));
        }
        return Collections.unmodifiableList(values);
    }

    private static @Nullable Object value(FieldVector vector, int row) {
        if (vector.isNull(row)) {
            return null;
        }
        if (vector instanceof DateDayVector days) {
            return LocalDate.ofEpochDay(days.get(row));
        }
        if (vector instanceof TimeStampVector times
                && vector.getField().getType() instanceof ArrowType.Timestamp type) {
            return Instant.EPOCH.plus(times.get(row), unit(type.getUnit()));
        }
        return plain(vector.getObject(row));
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Text) {
            return value.toString();
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> values = new ArrayList<>(list.size());
            list.forEach(element -> values.add(plain(element)));
            return Collections.unmodifiableList(values);
        }
        return value;
    }

    private static ChronoUnit unit(TimeUnit unit) {
        return switch (unit) {
            case SECOND -> ChronoUnit.SECONDS;
            case MILLISECOND -> ChronoUnit.MILLIS;
            case MICROSECOND -> ChronoUnit.MICROS;
            case NANOSECOND -> ChronoUnit.NANOS;
        };
    }
}
