package io.quantmini.query.internal;

import io.quantmini.batch.BatchStream;
import io.quantmini.market.BarSchema;
import io.quantmini.stage.BarQuery;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Stored bars, sorted by key and time, as the bars a query asks for: some hours of a session, adjusted, several as one, or
 * the last of each key. Owns the rows it is made from and its batches.
 */
final class BarShaper implements BatchStream {
    static final String SECURITY_ID = "security_id";

    private static final int BATCH_ROWS = 8_192;
    private static final int KEY = 0;
    private static final int TIME = 1;

    private final BatchStream source;
    private final BarClock clock;
    private final @Nullable Adjusting adjusting;
    private final byte @Nullable [] security;
    private final boolean latest;
    private final boolean merged;
    private final VectorSchemaRoot root;
    private final VarCharVector keys;
    private final TimeStampMicroTZVector times;
    private final List<BarColumn> columns = new ArrayList<>();

    private @Nullable VectorSchemaRoot input;
    private int row;
    /** Rows of the batch in the making; the last of them may still grow. */
    private int rows;

    private boolean fresh = true;
    private long bucket;
    private byte[] key = new byte[0];
    private boolean current;

    /**
     * How the bars are made.
     *
     * @param query what for
     * @param clock sessions and buckets
     * @param adjusting factors; null for raw prices
     * @param security whose rows all of them are, under whatever ticker; null when they go by tickers
     */
    record Shape(
            BarQuery query,
            BarClock clock,
            @Nullable Adjusting adjusting,
            @Nullable String security) {
        /** Whether stored bars are the answer as they are. */
        boolean isPlain() {
            return adjusting == null
                    && security == null
                    && !query.isMerged()
                    && query.latestAt() == null
                    && !clock.isSelective();
        }
    }

    private BarShaper(BatchStream source, Shape shape, BufferAllocator allocator) {
        this.source = source;
        this.clock = shape.clock();
        this.adjusting = shape.adjusting();
        String id = shape.security();
        this.security = id == null ? null : id.getBytes(StandardCharsets.UTF_8);
        this.latest = shape.query().latestAt() != null;
        this.merged = shape.query().isMerged();
        this.root = VectorSchemaRoot.create(schema(source.schema(), id != null), allocator);
        int shift = id == null ? 0 : 1;
        this.keys = (VarCharVector) root.getVector(KEY + shift);
        this.times = (TimeStampMicroTZVector) root.getVector(TIME + shift);
        for (int i = TIME + 1; i < source.schema().getFields().size(); i++) {
            columns.add(BarColumn.of(root.getVector(i + shift), i));
        }
    }

    /** The rows in the shape that is asked for; takes them over, also on failure. */
    static BatchStream of(BatchStream source, Shape shape, BufferAllocator allocator) {
        if (shape.isPlain()) {
            return source;
        }
        try {
            return new BarShaper(source, shape, allocator);
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /** The schema of bars made from such rows. */
    static Schema schema(Schema stored, boolean bySecurity) {
        List<Field> fields = new ArrayList<>();
        if (bySecurity) {
            fields.add(new Field(SECURITY_ID, FieldType.notNullable(ArrowType.Utf8.INSTANCE), null));
        }
        fields.addAll(stored.getFields());
        return new Schema(fields);
    }

    @Override
    public Schema schema() {
        return root.getSchema();
    }

    @Override
    public boolean advance() {
        current = false;
        begin();
        while (nextRow()) {
            VectorSchemaRoot from = input();
            long time = ((TimeStampVector) from.getVector(TIME)).get(row);
            if (!clock.moveTo(time)) {
                row++;
                continue;
            }
            VarCharVector stored = (VarCharVector) from.getVector(KEY);
            boolean begins = begins(stored);
            if (begins && rows == BATCH_ROWS) {
                return give();
            }
            take(from, stored, begins);
            row++;
        }
        return rows > 0 && give();
    }

    @Override
    public VectorSchemaRoot batch() {
        return CurrentBatch.of(current ? root : null);
    }

    @Override
    public void close() {
        current = false;
        try {
            root.close();
        } finally {
            source.close();
        }
    }

    private void begin() {
        rows = 0;
        for (FieldVector vector : root.getFieldVectors()) {
            vector.setInitialCapacity(Math.min(BATCH_ROWS, 1_024));
            vector.allocateNew();
        }
    }

    private boolean nextRow() {
        if (input != null && row < input.getRowCount()) {
            return true;
        }
        input = null;
        if (!source.advance()) {
            return false;
        }
        input = source.batch();
        row = 0;
        return true;
    }

    private VectorSchemaRoot input() {
        VectorSchemaRoot batch = input;
        if (batch == null) {
            throw new IllegalStateException("[query] expected rows");
        }
        return batch;
    }

    /** Whether this row is the first of a bar. */
    private boolean begins(VarCharVector stored) {
        boolean sameKey = !fresh && (security != null || isKey(stored));
        return !(sameKey && (latest || (merged && clock.bucket() == bucket)));
    }

    private boolean isKey(VarCharVector stored) {
        int start = stored.getStartOffset(row);
        int length = stored.getEndOffset(row) - start;
        if (length != key.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (stored.getDataBuffer().getByte(start + i) != key[i]) {
                return false;
            }
        }
        return true;
    }

    private void take(VectorSchemaRoot from, VarCharVector stored, boolean begins) {
        if (fresh || !isKey(stored)) {
            key = stored.get(row);
            fresh = false;
            if (adjusting != null) {
                adjusting.moveTo(new String(key, StandardCharsets.UTF_8));
            }
        }
        int at = begins ? rows++ : rows - 1;
        double factor = adjusting == null ? 1 : adjusting.factor(clock.session());
        bucket = clock.bucket();
        keys.setSafe(at, key);
        times.setSafe(at, merged ? bucket : ((TimeStampVector) from.getVector(TIME)).get(row));
        if (security != null) {
            ((VarCharVector) root.getVector(0)).setSafe(at, security);
        }
        for (BarColumn column : columns) {
            if (begins || latest) {
                column.begin(from, row, at, factor);
            } else {
                column.add(from, row, at, factor);
            }
        }
    }

    private boolean give() {
        root.setRowCount(rows);
        current = true;
        return true;
    }

    /** Columns whose values change with the factor. */
    static boolean isPrice(String column) {
        return column.equals(BarSchema.OPEN)
                || column.equals(BarSchema.HIGH)
                || column.equals(BarSchema.LOW)
                || column.equals(BarSchema.CLOSE);
    }
}
