package io.quantmini.pipeline;

import io.quantmini.batch.BatchStream;
import io.quantmini.batch.SingleBatch;
import io.quantmini.lake.Lake;
import io.quantmini.market.Dividend;
import io.quantmini.market.Evidence;
import io.quantmini.market.SecurityMap;
import io.quantmini.market.SecuritySpan;
import io.quantmini.market.Split;
import io.quantmini.stage.TableStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ObjIntConsumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The lake's tables {@code metadata/stocks/securities}, {@code splits} and {@code dividends}. A null {@code from} or
 * {@code to} of a security's span is open.
 */
final class ReferenceTables {
    static final ArrowType TEXT = ArrowType.Utf8.INSTANCE;
    private static final ArrowType DATE = new ArrowType.Date(DateUnit.DAY);
    private static final ArrowType NUMBER = new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
    private static final Schema SECURITIES = new Schema(List.of(
            required("security_id", TEXT),
            required("ticker", TEXT),
            Field.nullable("from", DATE),
            Field.nullable("to", DATE),
            required("evidence", TEXT)));
    private static final Schema SPLITS = new Schema(List.of(
            required("ticker", TEXT),
            required("execution_date", DATE),
            required("split_from", NUMBER),
            required("split_to", NUMBER)));
    private static final Schema DIVIDENDS =
            new Schema(List.of(required("ticker", TEXT), required("ex_date", DATE), required("cash_amount", NUMBER)));

    private final Path directory;
    private final TableStore store;
    private final BufferAllocator allocator;

    ReferenceTables(Lake lake, TableStore store, BufferAllocator allocator) {
        this.directory = lake.paths().metadata().resolve("stocks");
        this.store = store;
        this.allocator = allocator;
    }

    /** What the tables hold; a missing table is an empty one. */
    Reference read() {
        List<SecuritySpan> spans = new ArrayList<>();
        List<Split> splits = new ArrayList<>();
        List<Dividend> dividends = new ArrayList<>();
        each(
                "securities",
                (root, row) -> spans.add(new SecuritySpan(
                        text(root, "security_id", row),
                        text(root, "ticker", row),
                        dateOrNull(root, "from", row),
                        dateOrNull(root, "to", row),
                        Evidence.valueOf(text(root, "evidence", row).toUpperCase(Locale.ROOT)))));
        each(
                "splits",
                (root, row) -> splits.add(new Split(
                        text(root, "ticker", row),
                        date(root, "execution_date", row),
                        number(root, "split_from", row),
                        number(root, "split_to", row))));
        each(
                "dividends",
                (root, row) -> dividends.add(new Dividend(
                        text(root, "ticker", row), date(root, "ex_date", row), number(root, "cash_amount", row))));
        SecurityMap securities = spans.isEmpty() ? SecurityMap.empty() : SecurityMap.ofSpans(spans);
        return new Reference(securities, splits, dividends);
    }

    /** Replaces the tables; the caller holds the lake's writer lock. */
    void write(Reference reference) {
        save("securities", SECURITIES, reference.securities().spans(), (root, row, span) -> {
            set(root, "security_id", row, span.securityId());
            set(root, "ticker", row, span.ticker());
            set(root, "from", row, span.from());
            set(root, "to", row, span.to());
            set(root, "evidence", row, span.evidence().name().toLowerCase(Locale.ROOT));
        });
        save("splits", SPLITS, reference.splits(), (root, row, split) -> {
            set(root, "ticker", row, split.ticker());
            set(root, "execution_date", row, split.executionDate());
            set(root, "split_from", row, split.splitFrom());
            set(root, "split_to", row, split.splitTo());
        });
        save("dividends", DIVIDENDS, reference.dividends(), (root, row, dividend) -> {
            set(root, "ticker", row, dividend.ticker());
            set(root, "ex_date", row, dividend.exDate());
            set(root, "cash_amount", row, dividend.cashAmount());
        });
    }

    interface RowWriter<T> {
        void write(VectorSchemaRoot root, int row, T value);
    }

    <T> void save(String name, Schema schema, List<T> values, RowWriter<T> writer) {
        try (BatchStream rows = new SingleBatch(fill(schema, values, writer))) {
            store.write(file(name), rows);
        }
    }

    private <T> VectorSchemaRoot fill(Schema schema, List<T> values, RowWriter<T> writer) {
        VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator);
        try {
            root.allocateNew();
            for (int row = 0; row < values.size(); row++) {
                writer.write(root, row, values.get(row));
            }
            root.setRowCount(values.size());
            return root;
        } catch (RuntimeException e) {
            root.close();
            throw e;
        }
    }

    /** Gives each row of a table to the consumer; a missing table has none. */
    void each(String name, ObjIntConsumer<VectorSchemaRoot> row) {
        if (!Files.exists(file(name))) {
            return;
        }
        try (BatchStream rows = store.read(file(name), allocator)) {
            while (rows.advance()) {
                for (int i = 0; i < rows.batch().getRowCount(); i++) {
                    row.accept(rows.batch(), i);
                }
            }
        }
    }

    boolean has(String name) {
        return Files.exists(file(name));
    }

    private Path file(String name) {
        return directory.resolve(name + ".parquet");
    }

    static void set(VectorSchemaRoot root, String column, int row, @Nullable Object value) {
        FieldVector vector = root.getVector(column);
        if (vector instanceof VarCharVector words && value instanceof String text) {
            words.setSafe(row, text.getBytes(StandardCharsets.UTF_8));
        } else if (vector instanceof DateDayVector dates && value instanceof LocalDate date) {
            dates.setSafe(row, Math.toIntExact(date.toEpochDay()));
        } else if (vector instanceof IntVector integers && value instanceof Integer number) {
            integers.setSafe(row, number);
        } else if (vector instanceof Float8Vector numbers && value instanceof Double number) {
            numbers.setSafe(row, number);
        } else if (value == null) {
            vector.setNull(row);
        } else {
            throw new IllegalArgumentException("[" + column + "] cannot hold " + value);
        }
    }

    static @Nullable String textOrNull(VectorSchemaRoot root, String column, int row) {
        return root.getVector(column).isNull(row) ? null : text(root, column, row);
    }

    static int integer(VectorSchemaRoot root, String column, int row) {
        return ((IntVector) root.getVector(column)).get(row);
    }

    static String text(VectorSchemaRoot root, String column, int row) {
        return new String(((VarCharVector) root.getVector(column)).get(row), StandardCharsets.UTF_8);
    }

    static LocalDate date(VectorSchemaRoot root, String column, int row) {
        return LocalDate.ofEpochDay(((DateDayVector) root.getVector(column)).get(row));
    }

    private static @Nullable LocalDate dateOrNull(VectorSchemaRoot root, String column, int row) {
        return root.getVector(column).isNull(row) ? null : date(root, column, row);
    }

    private static double number(VectorSchemaRoot root, String column, int row) {
        return ((Float8Vector) root.getVector(column)).get(row);
    }

    private static Field required(String name, ArrowType type) {
        return new Field(name, FieldType.notNullable(type), null);
    }
}
