package io.quantmini.query.internal;

import io.quantmini.query.QueryException;
import io.quantmini.query.QueryException.Reason;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values for the question marks of a statement. */
final class Parameters {
    private Parameters() {}

    static void bind(PreparedStatement statement, List<?> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, value(statement, i + 1, values.get(i)));
        }
    }

    private static @Nullable Object value(PreparedStatement statement, int number, @Nullable Object value)
            throws SQLException {
        if (value == null
                || value instanceof String
                || value instanceof Boolean
                || value instanceof Byte
                || value instanceof Short
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Float
                || value instanceof Double
                || value instanceof BigDecimal
                || value instanceof LocalDate
                || value instanceof LocalDateTime) {
            return value;
        }
        if (value instanceof Instant instant) {
            return instant.atOffset(ZoneOffset.UTC);
        }
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return statement.getConnection().createArrayOf("VARCHAR", list.toArray());
        }
        throw new QueryException(
                Reason.INVALID,
                "cannot take parameter " + number + ": expected text, a number, a boolean, a date, a time or a list of"
                        + " texts, got " + value.getClass().getName(),
                null);
    }
}
