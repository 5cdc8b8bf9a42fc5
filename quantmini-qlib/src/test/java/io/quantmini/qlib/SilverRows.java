package io.quantmini.qlib;

import io.quantmini.batch.BatchStream;
import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import io.quantmini.market.OptionTicker;
import io.quantmini.market.SessionRange;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Rows of silver made by hand, given in small batches so that every instrument crosses a boundary. */
final class SilverRows {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private final Dataset dataset;
    private final Set<String> features = new LinkedHashSet<>(List.of("factor"));
    private final List<Map<String, Object>> rows = new ArrayList<>();
    private int batchRows = 3;
    private int opened;

    SilverRows(Dataset dataset) {
        this.dataset = dataset;
        if (dataset.isOptions()) {
            features("underlying_close", "implied_volatility");
        }
    }

    /** Further columns, null where a row does not set them. */
    SilverRows features(String... names) {
        features.addAll(List.of(names));
        return this;
    }

    SilverRows batches(int rowsEach) {
        batchRows = rowsEach;
        return this;
    }

    /** A daily bar whose four prices are equal, with factor 1 and volume 100. */
    SilverRows day(String symbol, String date, double price) {
        return bar(symbol, LocalDate.parse(date), LocalTime.MIDNIGHT, price, Map.of());
    }

    /** A daily bar with further values. */
    SilverRows day(String symbol, String date, double price, Map<String, Double> values) {
        return bar(symbol, LocalDate.parse(date), LocalTime.MIDNIGHT, price, values);
    }

    /** A minute bar at a New York time of its session. */
    SilverRows minute(String symbol, LocalDate date, LocalTime time, double price) {
        return bar(symbol, date, time, price, Map.of());
    }

    /** A daily bar of a contract. */
    SilverRows option(String ticker, String underlying, String type, String date, double volume) {
        bar(ticker, LocalDate.parse(date), LocalTime.MIDNIGHT, 1, Map.of(BarSchema.VOLUME, volume));
        Map<String, Object> row = rows.get(rows.size() - 1);
        row.put(BarSchema.UNDERLYING, underlying);
        row.put(BarSchema.CONTRACT_TYPE, type);
        row.put(BarSchema.EXPIRATION_DATE, OptionTicker.parse(ticker).expiration());
        row.put(BarSchema.STRIKE_PRICE, OptionTicker.parse(ticker).strikePrice());
        return this;
    }

    /** A daily bar of a contract, whose ticker says the rest, with further values. */
    SilverRows option(String ticker, String date, Map<String, Double> values) {
        OptionTicker parts = OptionTicker.parse(ticker);
        String type = parts.contractType().name().toLowerCase(Locale.ROOT);
        option(ticker, parts.underlying(), type, date, 1);
        rows.get(rows.size() - 1).putAll(values);
        return this;
    }

    /** How often the rows were read. */
    int opened() {
        return opened;
    }

    /** The rows in order of ticker and time, with an allocator of their own that must be at zero when they are closed. */
    BatchStream open() {
        opened++;
        rows.sort(Comparator.comparing((Map<String, Object> row) -> (String) row.get(BarSchema.keyColumn(dataset)))
                .thenComparing(row -> (Long) row.get(BarSchema.TIMESTAMP)));
        return new Stream(schema(), List.copyOf(rows), batchRows);
    }

    /** As {@link #open}, of these sessions alone. */
    BatchStream open(SessionRange range) {
        SilverRows some = new SilverRows(dataset).batches(batchRows).features(features.toArray(String[]::new));
        rows.stream().filter(row -> range.contains(date(row))).forEach(some.rows::add);
        opened++;
        return some.open();
    }

    /** Takes the rows away that a condition holds for. */
    SilverRows without(Predicate<Map<String, Object>> condition) {
        rows.removeIf(condition);
        return this;
    }

    /** Equal for equal rows of a session. */
    String digest(LocalDate session) {
        return rows.stream()
                .filter(row -> date(row).equals(session))
                .map(row -> new TreeMap<>(row).toString())
                .sorted()
                .toList()
                .toString();
    }

    /** As {@link #open}, in the order the rows were added. */
    BatchStream openUnsorted() {
        return new Stream(schema(), List.copyOf(rows), batchRows);
    }

    private static LocalDate date(Map<String, Object> row) {
        return (LocalDate) Objects.requireNonNull(row.get(BarSchema.DATE));
    }

    private SilverRows bar(String symbol, LocalDate date, LocalTime time, double price, Map<String, Double> values) {
        Map<String, Object> row = new HashMap<>();
        ZonedDateTime start = ZonedDateTime.of(date, time, NEW_YORK);
        row.put(BarSchema.keyColumn(dataset), symbol);
        row.put(BarSchema.DATE, date);
        row.put(BarSchema.TIMESTAMP, start.toEpochSecond() * 1_000_000L);
        for (String column : List.of(BarSchema.OPEN, BarSchema.HIGH, BarSchema.LOW, BarSchema.CLOSE)) {
            row.put(column, price);
        }
        row.put(BarSchema.VOLUME, 100.0);
        row.put(BarSchema.TRANSACTIONS, 1.0);
        row.put("factor", 1.0);
        row.putAll(values);
        rows.add(row);
        return this;
    }

    private Schema schema() {
        List<Field> fields = new ArrayList<>(BarSchema.bronze(dataset).getFields());
        for (String feature : features) {
            fields.add(Field.nullable(feature, new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)));
        }
        return new Schema(fields);
    }

    private static final class Stream implements BatchStream {
        private final BufferAllocator allocator = new RootAllocator();
        private final Schema schema;
        private final List<Map<String, Object>> rows;
        private final int batchRows;
        private final VectorSchemaRoot root;
        private int next;
        private boolean closed;

        Stream(Schema schema, List<Map<String, Object>> rows, int batchRows) {
            this.schema = schema;
            this.rows = rows;
            this.batchRows = batchRows;
            this.root = VectorSchemaRoot.create(schema, allocator);
        }

        @Override
        public Schema schema() {
            return schema;
        }

        @Override
        public boolean advance() {
            int count = Math.min(batchRows, rows.size() - next);
            if (count == 0) {
                return false;
            }
            root.allocateNew();
            for (int row = 0; row < count; row++) {
                Map<String, Object> values = rows.get(next + row);
                for (FieldVector vector : root.getFieldVectors()) {
                    set(vector, row, values.get(vector.getName()));
                }
            }
            root.setRowCount(count);
            next += count;
            return true;
        }

        @Override
        public VectorSchemaRoot batch() {
            return root;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                root.close();
                allocator.close();
            }
        }

        private static void set(FieldVector vector, int row, @Nullable Object value) {
            if (value == null) {
                vector.setNull(row);
            } else if (vector instanceof VarCharVector text) {
                text.setSafe(row, ((String) value).getBytes(StandardCharsets.UTF_8));
            } else if (vector instanceof DateDayVector day) {
                day.setSafe(row, (int) ((LocalDate) value).toEpochDay());
            } else if (vector instanceof TimeStampMicroTZVector time) {
                time.setSafe(row, (Long) value);
            } else if (vector instanceof Float8Vector number) {
                number.setSafe(row, (Double) value);
            } else {
                ((IntVector) vector).setSafe(row, ((Double) value).intValue());
            }
        }
    }
}
