package io.quantmini.qlib.internal;

import io.quantmini.batch.BatchStream;
import io.quantmini.market.SessionRange;
import io.quantmini.qlib.QlibBinaryReader;
import io.quantmini.qlib.QlibSeries;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Series of a Qlib directory as rows, instrument by instrument; memory holds one. */
public final class SeriesRows implements BatchStream {
    private static final int BATCH_ROWS = 4096;
    private static final long MICROS_A_SECOND = 1_000_000;
    private static final int KEYS = 2;

    private final QlibBinaryReader reader;
    private final Choice choice;
    private final Schema schema;
    private final VectorSchemaRoot root;
    private final Iterator<String> instruments;
    private byte[] name = new byte[0];
    /** By field; null where the instrument has no such file. */
    private List<@Nullable QlibSeries> series = List.of();

    private int entry;
    private int end;
    private boolean onRow;

    /**
     * What to read.
     *
     * @param instruments in the order wanted
     * @param fields in the order of columns
     * @param dates of calendar entries
     */
    public record Choice(List<String> instruments, List<String> fields, SessionRange dates) {
        public Choice {
            instruments = List.copyOf(instruments);
            fields = List.copyOf(fields);
        }
    }

    public SeriesRows(QlibBinaryReader reader, Choice choice, BufferAllocator allocator) {
        this.reader = reader;
        this.choice = choice;
        this.schema = schema(choice.fields());
        this.instruments = choice.instruments().iterator();
        this.root = VectorSchemaRoot.create(schema, allocator);
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public boolean advance() {
        onRow = false;
        root.setRowCount(0);
        root.getFieldVectors().forEach(vector -> vector.setInitialCapacity(BATCH_ROWS));
        root.allocateNew();
        int rows = 0;
        while (rows < BATCH_ROWS && (entry < end || open())) {
            if (write(rows)) {
                rows++;
            }
            entry++;
        }
        root.setRowCount(rows);
        onRow = rows > 0;
        return onRow;
    }

    @Override
    public VectorSchemaRoot batch() {
        if (!onRow) {
            throw new IllegalStateException("[qlib rows] expected a batch that advance() gave, got none");
        }
        return root;
    }

    @Override
    public void close() {
        root.close();
    }

    /** Reads the next instrument that has an entry; false when there is none. */
    private boolean open() {
        while (entry >= end && instruments.hasNext()) {
            String instrument = instruments.next();
            name = instrument.getBytes(StandardCharsets.UTF_8);
            List<String> present = reader.fields(instrument);
            series = new ArrayList<>();
            entry = Integer.MAX_VALUE;
            end = 0;
            for (String field : choice.fields()) {
                QlibSeries read = present.contains(field) ? reader.read(instrument, field, choice.dates()) : null;
                series.add(read);
                if (read != null) {
                    entry = Math.min(entry, read.start());
                    end = Math.max(end, read.start() + read.size());
                }
            }
        }
        return entry < end;
    }

    /** Writes the current entry unless it has no value. */
    private boolean write(int row) {
        boolean any = false;
        for (int field = 0; field < series.size(); field++) {
            var column = (Float4Vector) root.getVector(field + KEYS);
            float value = value(series.get(field));
            if (Float.isNaN(value)) {
                column.setNull(row);
            } else {
                column.setSafe(row, value);
                any = true;
            }
        }
        if (any) {
            ((VarCharVector) root.getVector(0)).setSafe(row, name);
            ((TimeStampMicroVector) root.getVector(1)).setSafe(row, micros(reader.time(entry)));
        }
        return any;
    }

    private float value(@Nullable QlibSeries of) {
        int position = of == null ? -1 : entry - of.start();
        return of == null || position < 0 || position >= of.size() ? Float.NaN : of.get(position);
    }

    private static long micros(LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC) * MICROS_A_SECOND;
    }

    private static Schema schema(List<String> names) {
        List<Field> fields = new ArrayList<>();
        fields.add(required("instrument", ArrowType.Utf8.INSTANCE));
        fields.add(required("datetime", new ArrowType.Timestamp(TimeUnit.MICROSECOND, null)));
        for (String name : names) {
            fields.add(Field.nullable(name, new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE)));
        }
        return new Schema(fields);
    }

    private static Field required(String name, ArrowType type) {
        return new Field(name, FieldType.notNullable(type), null);
    }
}
