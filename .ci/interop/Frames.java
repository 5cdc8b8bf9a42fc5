import io.quantmini.batch.BatchStream;
import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import io.quantmini.qlib.QlibDirectoryWriter;
import io.quantmini.stage.QlibRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Writes a Qlib directory OUT/NAME of each frame FRAMES/NAME.csv: symbol, date, timestamp in epoch microseconds, then
 * numbers, empty for none; sorted by symbol and time. Names that begin with "day" are daily bars, others minutes.
 *
 * <p>usage: Frames FRAMES OUT
 */
final class Frames {
    private static final int KEYS = 3;

    private Frames() {}

    public static void main(String[] arguments) throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                DirectoryStream<Path> frames = Files.newDirectoryStream(Path.of(arguments[0]), "*.csv")) {
            for (Path frame : frames) {
                String name = frame.getFileName().toString().replace(".csv", "");
                Dataset dataset = name.startsWith("day") ? Dataset.STOCKS_DAILY : Dataset.STOCKS_MINUTE;
                Table table = new Table(Files.readAllLines(frame));
                QlibRequest request = QlibRequest.builder(Path.of(arguments[1], name), dataset)
                        .fields(table.header.subList(KEYS, table.header.size()))
                        .build(
                                TradingCalendar.nyse(),
                                table.sessions(),
                                new QlibRequest.Input(table.digests(name), range -> new Rows(table, dataset, allocator)));
                new QlibDirectoryWriter().update(request);
            }
        }
    }

    private static final class Table {
        private final List<String> header;
        private final List<String[]> rows = new ArrayList<>();

        Table(List<String> lines) {
            header = List.of(lines.get(0).split(","));
            lines.subList(1, lines.size()).forEach(line -> rows.add(line.split(",", -1)));
        }

        /** The same of every session: a directory is written once. */
        SortedMap<LocalDate, String> digests(String digest) {
            SortedMap<LocalDate, String> digests = new TreeMap<>();
            rows.forEach(row -> digests.put(LocalDate.parse(row[1]), digest));
            return digests;
        }

        SessionRange sessions() {
            List<LocalDate> dates =
                    rows.stream().map(row -> LocalDate.parse(row[1])).sorted().toList();
            return new SessionRange(dates.get(0), dates.get(dates.size() - 1));
        }
    }

    /** The rows in batches of an odd size. */
    private static final class Rows implements BatchStream {
        private static final int BATCH = 97;

        private final Table table;
        private final Schema schema;
        private final VectorSchemaRoot root;
        private int next;

        Rows(Table table, Dataset dataset, BufferAllocator allocator) {
            this.table = table;
            List<Field> fields = new ArrayList<>();
            for (String name : table.header) {
                Field bar = BarSchema.bronze(dataset).getFields().stream()
                        .filter(field -> field.getName().equals(name))
                        .findFirst()
                        .orElse(Field.nullable(name, new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)));
                fields.add(Field.nullable(name, bar.getType()));
            }
            this.schema = new Schema(fields);
            this.root = VectorSchemaRoot.create(schema, allocator);
        }

        @Override
        public Schema schema() {
            return schema;
        }

        @Override
        public boolean advance() {
            int count = Math.min(BATCH, table.rows.size() - next);
            root.allocateNew();
            for (int row = 0; row < count; row++) {
                String[] cells = table.rows.get(next + row);
                for (int column = 0; column < cells.length; column++) {
                    set(root.getVector(column), row, cells[column]);
                }
            }
            root.setRowCount(count);
            next += count;
            return count > 0;
        }

        private static void set(FieldVector vector, int row, String cell) {
            if (vector instanceof VarCharVector text) {
                text.setSafe(row, cell.getBytes(StandardCharsets.UTF_8));
            } else if (vector instanceof DateDayVector day) {
                day.setSafe(row, (int) LocalDate.parse(cell).toEpochDay());
            } else if (vector instanceof TimeStampMicroTZVector time) {
                time.setSafe(row, Long.parseLong(cell));
            } else if (cell.isEmpty()) {
                vector.setNull(row);
            } else {
                ((Float8Vector) vector).setSafe(row, Double.parseDouble(cell));
            }
        }

        @Override
        public VectorSchemaRoot batch() {
            return root;
        }

        @Override
        public void close() {
            root.close();
        }
    }
}
