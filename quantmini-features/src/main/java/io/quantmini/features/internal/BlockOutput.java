package io.quantmini.features.internal;

import io.quantmini.feature.NullReason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * A batch of silver in the making, used again and again: touching new memory costs more than computing what goes there.
 * Belongs to one thread at a time. Owns its batch.
 */
final class BlockOutput implements AutoCloseable {
    private static final int TEXT_BYTES = 8;

    /** Floats that are looked at together. */
    private static final int LOOK = 16;

    private final VectorSchemaRoot root;
    private final int firstFeature;
    private final byte[][] present;
    private ByteBuffer[] values = {};
    private final Map<NullReason, Long> nulls = new EnumMap<>(NullReason.class);
    private int capacity;
    private int rows;

    /**
     * A batch of a schema.
     *
     * @param firstFeature place of the first column that features fill
     */
    BlockOutput(Schema schema, int firstFeature, BufferAllocator allocator) {
        this.root = VectorSchemaRoot.create(schema, allocator);
        this.firstFeature = firstFeature;
        this.present = new byte[schema.getFields().size()][];
    }

    VectorSchemaRoot root() {
        return root;
    }

    int rows() {
        return rows;
    }

    /** Forgets what it holds, and makes room. */
    void begin(int mostRows) {
        rows = 0;
        nulls.clear();
        if (mostRows > capacity) {
            allocate(mostRows);
        }
        for (int i = firstFeature; i < present.length; i++) {
            Arrays.fill(present[i], (byte) -1);
        }
    }

    /** Counts a null that has a reason. */
    void count(NullReason reason) {
        nulls.merge(reason, 1L, Long::sum);
    }

    /** How many nulls were counted. */
    Map<NullReason, Long> nulls() {
        return nulls;
    }

    /** Counts rows in that every column has by now. */
    void add(int count) {
        rows += count;
    }

    /** Puts doubles of a feature at the end of the batch; NaN is null. */
    void put(int column, double[] x, int from, int count) {
        DoubleBuffer out = values[column].asDoubleBuffer();
        out.put(rows, x, from, count);
        byte[] bits = present[column];
        for (int i = 0; i < count; i++) {
            if (Double.isNaN(x[from + i])) {
                clear(bits, rows + i);
            }
        }
    }

    /** Puts floats of a feature at the end of the batch; NaN is null. */
    void put(int column, float[] x, int from, int count) {
        FloatBuffer out = values[column].asFloatBuffer();
        out.put(rows, x, from, count);
        byte[] bits = present[column];
        for (int i = 0; i < count; i += LOOK) {
            int end = Math.min(i + LOOK, count);
            if (end - i < LOOK || anyMissing(x, from + i)) {
                clearMissing(x, from, i, end, bits);
            }
        }
    }

    /** Whether a sum is no number: then a value of it is none, or two infinite ones met. */
    private static boolean anyMissing(float[] x, int at) {
        float a = x[at] + x[at + 1] + (x[at + 2] + x[at + 3]);
        float b = x[at + 4] + x[at + 5] + (x[at + 6] + x[at + 7]);
        float c = x[at + 8] + x[at + 9] + (x[at + 10] + x[at + 11]);
        float d = x[at + 12] + x[at + 13] + (x[at + 14] + x[at + 15]);
        return Float.isNaN(a + b + (c + d));
    }

    private void clearMissing(float[] x, int from, int start, int end, byte[] bits) {
        for (int i = start; i < end; i++) {
            if (Float.isNaN(x[from + i])) {
                clear(bits, rows + i);
            }
        }
    }

    /** Puts a column that has no nulls. */
    void putWhole(int column, double[] x, int from, int count) {
        values[column].asDoubleBuffer().put(rows, x, from, count);
    }

    void putWhole(int column, long[] x, int from, int count) {
        values[column].asLongBuffer().put(rows, x, from, count);
    }

    void putWhole(int column, int[] x, int from, int count) {
        values[column].asIntBuffer().put(rows, x, from, count);
    }

    /** The same text in each row. */
    void putText(int column, byte[] text, int count) {
        BaseVariableWidthVector vector = (BaseVariableWidthVector) root.getVector(column);
        for (int i = 0; i < count; i++) {
            vector.setSafe(rows + i, text, 0, text.length);
        }
    }

    /** Completes the batch. */
    VectorSchemaRoot end() {
        for (int i = firstFeature; i < present.length; i++) {
            root.getVector(i).getValidityBuffer().setBytes(0, present[i], 0, (rows + 7) / 8);
        }
        root.setRowCount(rows);
        return root;
    }

    @Override
    public void close() {
        root.close();
    }

    private static void clear(byte[] bits, int row) {
        bits[row >> 3] &= (byte) ~(1 << (row & 7));
    }

    private void allocate(int mostRows) {
        capacity = mostRows;
        values = new ByteBuffer[present.length];
        for (int i = 0; i < present.length; i++) {
            FieldVector vector = root.getVector(i);
            vector.clear();
            present[i] = new byte[(mostRows + 7) / 8];
            if (vector instanceof BaseVariableWidthVector text) {
                text.allocateNew((long) mostRows * TEXT_BYTES, mostRows);
                continue;
            }
            BaseFixedWidthVector numbers = (BaseFixedWidthVector) vector;
            numbers.allocateNew(mostRows);
            numbers.getValidityBuffer().setOne(0, numbers.getValidityBuffer().capacity());
            int bytes = Math.toIntExact(numbers.getDataBuffer().capacity());
            values[i] = numbers.getDataBuffer().nioBuffer(0, bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
    }
}
