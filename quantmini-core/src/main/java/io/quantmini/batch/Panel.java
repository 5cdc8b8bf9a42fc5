package io.quantmini.batch;

import io.quantmini.market.BarSchema;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.FloatingPointVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * One column of daily bars, sessions by symbols: the calendar's sessions from the first to the last with a bar, whether
 * there are bars or not, and the symbols that have a bar, by their bytes. Immutable, but for the array that {@link
 * #values()} shares.
 */
public final class Panel {
    private final String column;
    private final List<LocalDate> sessions;
    private final List<String> symbols;
    private final double[][] values;

    private Panel(String column, List<LocalDate> sessions, List<String> symbols, double[][] values) {
        this.column = column;
        this.sessions = sessions;
        this.symbols = symbols;
        this.values = values;
    }

    /**
     * Drains daily bars in (key, time) order; does not close them. A bar on a date that is no session is left out.
     *
     * @param rows first {@code security_id}, or else {@code symbol} or {@code ticker}; {@code timestamp}; the column
     * @param column of numbers; where it is null, or there is no bar, the panel has NaN
     * @throws IllegalArgumentException when a key has two bars on a date, or the column holds no numbers
     */
    public static Panel of(BatchStream rows, String column, TradingCalendar calendar) {
        Map<String, Map<LocalDate, Double>> bars = new TreeMap<>();
        LocalDate first = LocalDate.MAX;
        LocalDate last = LocalDate.MIN;
        while (rows.advance()) {
            VectorSchemaRoot batch = rows.batch();
            VarCharVector keys = (VarCharVector) batch.getVector(0);
            TimeStampVector times = (TimeStampVector) batch.getVector(BarSchema.TIMESTAMP);
            FieldVector numbers = batch.getVector(column);
            for (int row = 0; row < batch.getRowCount(); row++) {
                LocalDate session = session(times.get(row));
                if (!calendar.isSession(session)) {
                    continue;
                }
                String key = new String(keys.get(row), StandardCharsets.UTF_8);
                if (bars.computeIfAbsent(key, k -> new TreeMap<>()).put(session, number(numbers, row)) != null) {
                    throw new IllegalArgumentException(
                            "[panel] expected daily bars, got two of " + key + " on " + session);
                }
                first = session.isBefore(first) ? session : first;
                last = session.isAfter(last) ? session : last;
            }
        }
        List<LocalDate> sessions = bars.isEmpty() ? List.of() : calendar.sessions(new SessionRange(first, last));
        return new Panel(column, sessions, List.copyOf(bars.keySet()), fill(sessions, bars));
    }

    /** The column's name. */
    public String column() {
        return column;
    }

    /** The sessions, in order: rows of the panel. */
    public List<LocalDate> sessions() {
        return sessions;
    }

    /** The symbols, tickers or security ids, in order: columns of the panel. */
    public List<String> symbols() {
        return symbols;
    }

    /** {@code values[session][symbol]}; NaN where absent. The array itself, not a copy. */
    public double[][] values() {
        return values;
    }

    /**
     * The panel as a batch of {@code date} and a column a symbol; the caller closes it.
     *
     * @param allocator of the batch
     */
    public VectorSchemaRoot toArrow(BufferAllocator allocator) {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field(BarSchema.DATE, FieldType.notNullable(new ArrowType.Date(DateUnit.DAY)), null));
        for (String symbol : symbols) {
            fields.add(new Field(
                    symbol, FieldType.notNullable(new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)), null));
        }
        VectorSchemaRoot root = VectorSchemaRoot.create(new Schema(fields), allocator);
        try {
            root.allocateNew();
            for (int row = 0; row < sessions.size(); row++) {
                ((DateDayVector) root.getVector(0))
                        .setSafe(row, Math.toIntExact(sessions.get(row).toEpochDay()));
                for (int at = 0; at < symbols.size(); at++) {
                    ((Float8Vector) root.getVector(at + 1)).setSafe(row, values[row][at]);
                }
            }
            root.setRowCount(sessions.size());
            return root;
        } catch (RuntimeException e) {
            root.close();
            throw e;
        }
    }

    /** One value; NaN where absent, also for what is not in the panel. */
    public double value(LocalDate session, String symbol) {
        int row = sessions.indexOf(session);
        int at = symbols.indexOf(symbol);
        return row < 0 || at < 0 ? Double.NaN : values[row][at];
    }

    private static double[][] fill(List<LocalDate> sessions, Map<String, Map<LocalDate, Double>> bars) {
        Map<LocalDate, Integer> rows = new HashMap<>();
        sessions.forEach(session -> rows.put(session, rows.size()));
        double[][] values = new double[sessions.size()][bars.size()];
        for (double[] row : values) {
            Arrays.fill(row, Double.NaN);
        }
        int at = 0;
        for (Map<LocalDate, Double> ofKey : bars.values()) {
            int symbol = at++;
            ofKey.forEach((session, value) -> values[rows.getOrDefault(session, 0)][symbol] = value);
        }
        return values;
    }

    private static LocalDate session(long micros) {
        return LocalDate.ofInstant(
                Instant.ofEpochSecond(TimeUnit.MICROSECONDS.toSeconds(micros)), TradingCalendar.ZONE);
    }

    private static double number(FieldVector vector, int row) {
        if (vector.isNull(row)) {
            return Double.NaN;
        }
        if (vector instanceof FloatingPointVector numbers) {
            return numbers.getValueAsDouble(row);
        }
        if (vector instanceof IntVector counts) {
            return counts.get(row);
        }
        throw new IllegalArgumentException("[panel] expected a column of numbers, got " + vector.getField());
    }
}
