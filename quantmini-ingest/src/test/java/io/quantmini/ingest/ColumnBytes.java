package io.quantmini.ingest;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** The values of every column, bit for bit; how they were cut into batches does not show. */
final class ColumnBytes {
    static final ColumnBytes NONE = new ColumnBytes(new Schema(List.of()));

    private final Schema schema;
    private final List<ByteArrayOutputStream> columns = new ArrayList<>();
    private long rows;

    ColumnBytes(Schema schema) {
        this.schema = schema;
        schema.getFields().forEach(field -> columns.add(new ByteArrayOutputStream()));
    }

    void append(VectorSchemaRoot batch) {
        if (!batch.getSchema().equals(schema)) {
            throw new AssertionError("expected the schema " + schema + ", got " + batch.getSchema());
        }
        int count = batch.getRowCount();
        for (int i = 0; i < columns.size(); i++) {
            FieldVector vector = batch.getVector(i);
            if (vector.getNullCount() != 0 || vector.getValueCount() != count) {
                throw new AssertionError("expected " + count + " values, got " + vector);
            }
            columns.get(i).writeBytes(vector instanceof VarCharVector text ? texts(text) : numbers(vector));
        }
        rows += count;
    }

    long rows() {
        return rows;
    }

    /** Each text and a line feed, which no text holds. */
    private static byte[] texts(VarCharVector vector) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int row = 0; row < vector.getValueCount(); row++) {
            out.writeBytes(vector.get(row));
            out.write('\n');
        }
        return out.toByteArray();
    }

    private static byte[] numbers(FieldVector vector) {
        byte[] bytes = new byte[vector.getValueCount() * ((BaseFixedWidthVector) vector).getTypeWidth()];
        vector.getDataBuffer().getBytes(0, bytes);
        return bytes;
    }

    /** The first value that differs, or null. */
    @Nullable
    String difference(ColumnBytes other) {
        if (!schema.equals(other.schema) || rows != other.rows) {
            return "expected " + rows + " rows of " + schema + ", got " + other.rows + " of " + other.schema;
        }
        for (int i = 0; i < columns.size(); i++) {
            byte[] expected = columns.get(i).toByteArray();
            byte[] got = other.columns.get(i).toByteArray();
            int at = Arrays.mismatch(expected, got);
            if (at >= 0) {
                String name = schema.getFields().get(i).getName();
                int width = (int) (expected.length / rows);
                return "expected in column " + name + " " + show(expected, at, width) + ", got " + show(got, at, width);
            }
        }
        return null;
    }

    /** What is around a byte: a number when values have that many bytes, else text. */
    private static String show(byte[] values, int at, int width) {
        String text = new String(
                values,
                Math.max(0, at - 20),
                Math.min(60, values.length - Math.max(0, at - 20)),
                StandardCharsets.UTF_8);
        if (width == Double.BYTES && values.length >= (at / width + 1) * width) {
            ByteBuffer buffer = ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN);
            long bits = buffer.getLong(at / width * width);
            return "row " + at / width + ": " + bits + " = " + Double.longBitsToDouble(bits);
        }
        return "byte " + at + ": " + text.replace("\n", "⏎");
    }
}
