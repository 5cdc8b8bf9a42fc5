package io.quantmini.storage.internal.page;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.FieldVector;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;

/** A column of numbers, days, times or flags. */
final class FixedDecoder extends ColumnDecoder {
    private final FixedKind kind;
    private long[] dictionary = new long[0];
    private int entries;
    private long[] values = new long[0];
    /** The next value of the page. */
    private int next;
    /** Whether few values of a page are wanted: those that lie in it one by one are then taken when they are. */
    private final boolean selective;
    /** Where the page's values start that were not taken yet, and how many there are; none when all were. */
    private int waitingAt;

    private int waiting;
    private boolean split;

    FixedDecoder(ColumnDescriptor column, PageInput in, boolean selective) {
        super(column, in);
        this.selective = selective;
        this.kind = FixedKind.of(column.getPrimitiveType().getPrimitiveTypeName());
    }

    @Override
    void readDictionary(int size) {
        dictionary = plain(size, dictionary);
        entries = size;
    }

    @Override
    @SuppressWarnings("deprecation")
    void readValues(Encoding encoding, int count) {
        next = 0;
        waiting = 0;
        if (selective
                && kind.bytes() == Long.BYTES
                && (encoding == Encoding.PLAIN || encoding == Encoding.BYTE_STREAM_SPLIT)) {
            values = room(values, count);
            waitingAt = in.skip((long) count * Long.BYTES);
            waiting = count;
            split = encoding == Encoding.BYTE_STREAM_SPLIT;
            return;
        }
        switch (encoding) {
            case PLAIN -> values = plain(count, values);
            case PLAIN_DICTIONARY, RLE_DICTIONARY -> {
                int[] indexes = readIndexes(count, entries);
                values = room(values, count);
                for (int i = 0; i < count; i++) {
                    values[i] = dictionary[indexes[i]];
                }
            }
            case DELTA_BINARY_PACKED -> {
                values = room(values, count);
                Unpacking.deltas(in, kind == FixedKind.INT32, values, count);
            }
            case BYTE_STREAM_SPLIT -> {
                values = room(values, count);
                Unpacking.split(in, kind, values, count);
            }
            default -> throw unknown(encoding);
        }
    }

    @Override
    void allocate(FieldVector vector, int rows) {
        BaseFixedWidthVector values = (BaseFixedWidthVector) vector;
        if (values.getValueCapacity() < rows) {
            values.allocateNew(rows);
        } else if (isNullable() || kind.bytes() == 0) {
            values.reset();
        }
    }

    @Override
    void put(FieldVector vector, int at, int count) {
        takeWaiting(next, Math.min(next + count, waiting));
        ArrowBuf data = vector.getDataBuffer();
        if (!isNullable()) {
            putAll(data, at, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            if (hasValue(i)) {
                BitVectorHelper.setBit(vector.getValidityBuffer(), (long) at + i);
                putAll(data, at + i, 1);
            }
        }
    }

    @Override
    void pass(int count) {
        next += count;
    }

    @Override
    void finish(FieldVector vector, int rows) {
        if (!isNullable()) {
            vector.getValidityBuffer().setOne(0L, (rows + 7L) / Byte.SIZE);
        }
    }

    /** Takes some values out of the page that it left there. */
    private void takeWaiting(int from, int to) {
        byte[] page = in.array();
        for (int i = from; i < to; i++) {
            long value;
            if (split) {
                value = 0;
                for (int stream = 0; stream < Long.BYTES; stream++) {
                    value |= (page[waitingAt + stream * waiting + i] & 0xffL) << (stream * Byte.SIZE);
                }
            } else {
                value = in.word(waitingAt + i * Long.BYTES);
            }
            values[i] = value;
        }
    }

    private void putAll(ArrowBuf data, int at, int count) {
        switch (kind.bytes()) {
            case Long.BYTES -> view(data, at, count, Long.BYTES).asLongBuffer().put(values, next, count);
            case Integer.BYTES -> {
                ByteBuffer ints = view(data, at, count, Integer.BYTES);
                for (int i = 0; i < count; i++) {
                    ints.putInt(i * Integer.BYTES, (int) values[next + i]);
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    if (values[next + i] != 0) {
                        BitVectorHelper.setBit(data, (long) at + i);
                    }
                }
            }
        }
        next += count;
    }

    private long[] plain(int count, long[] into) {
        long[] out = room(into, count);
        int bytes = kind.bytes();
        int start = in.skip(bytes == 0 ? (count + 7L) / Byte.SIZE : (long) count * bytes);
        byte[] array = in.array();
        switch (bytes) {
            case Long.BYTES ->
                ByteBuffer.wrap(array, start, count * Long.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asLongBuffer()
                        .get(out, 0, count);
            case Integer.BYTES -> {
                for (int i = 0; i < count; i++) {
                    out[i] = (int) in.word(start + i * Integer.BYTES);
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    out[i] = (array[start + i / Byte.SIZE] >> (i % Byte.SIZE)) & 1;
                }
            }
        }
        return out;
    }

    private static long[] room(long[] array, int count) {
        return array.length < count ? new long[Math.max(count, 2 * array.length)] : array;
    }

    private static ByteBuffer view(ArrowBuf data, int at, int count, int width) {
        return data.nioBuffer((long) at * width, count * width).slice().order(ByteOrder.LITTLE_ENDIAN);
    }
}
