package io.quantmini.storage.internal.page;

import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;

/** A column of text: gathered on the heap, then moved to the vector as a whole. */
final class TextDecoder extends ColumnDecoder {
    private byte[] dictionary = new byte[0];
    private int[] dictionaryStarts = new int[1];
    private int entries;

    /** What {@link #starts} point into: the dictionary, or the page. */
    private byte[] texts = dictionary;

    private int[] starts = new int[0];
    private int[] lengths = new int[0];
    /** The next value of the page. */
    private int next;

    private byte[] gathered = new byte[1 << 10];
    private int[] offsets = new int[1];

    TextDecoder(ColumnDescriptor column) {
        super(column, new PageInput());
    }

    @Override
    void readDictionary(int size) {
        entries = size;
        dictionaryStarts = room(dictionaryStarts, size + 1);
        int length = 0;
        for (int i = 0; i < size; i++) {
            dictionaryStarts[i] = length;
            int bytes = in.readInt();
            int from = in.skip(bytes);
            dictionary = room(dictionary, length, bytes);
            System.arraycopy(in.array(), from, dictionary, length, bytes);
            length += bytes;
        }
        dictionaryStarts[size] = length;
    }

    @Override
    @SuppressWarnings("deprecation")
    void readValues(Encoding encoding, int count) {
        next = 0;
        starts = room(starts, count);
        lengths = room(lengths, count);
        switch (encoding) {
            case PLAIN -> {
                texts = in.array();
                for (int i = 0; i < count; i++) {
                    lengths[i] = in.readInt();
                    starts[i] = in.skip(lengths[i]);
                }
            }
            case PLAIN_DICTIONARY, RLE_DICTIONARY -> {
                texts = dictionary;
                int[] indexes = readIndexes(count, entries);
                for (int i = 0; i < count; i++) {
                    starts[i] = dictionaryStarts[indexes[i]];
                    lengths[i] = dictionaryStarts[indexes[i] + 1] - starts[i];
                }
            }
            default -> throw unknown(encoding);
        }
    }

    @Override
    void allocate(FieldVector vector, int rows) {
        offsets = room(offsets, rows + 1);
        offsets[0] = 0;
        if (isNullable()) {
            ((VarCharVector) vector).allocateNew(0, rows); // no bit is set yet
        }
    }

    @Override
    void put(FieldVector vector, int at, int count) {
        int end = offsets[at];
        for (int i = 0; i < count; i++) {
            if (hasValue(i)) {
                if (isNullable()) {
                    BitVectorHelper.setBit(vector.getValidityBuffer(), (long) at + i);
                }
                int length = lengths[next];
                gathered = room(gathered, end, length);
                System.arraycopy(texts, starts[next], gathered, end, length);
                end += length;
                next++;
            }
            offsets[at + i + 1] = end;
        }
    }

    @Override
    void pass(int values) {
        next += values;
    }

    @Override
    void finish(FieldVector vector, int rows) {
        VarCharVector text = (VarCharVector) vector;
        int bytes = offsets[rows];
        if (isNullable()) {
            text.reallocDataBuffer(bytes);
        } else {
            if (text.getValueCapacity() < rows || text.getDataBuffer().capacity() < bytes) {
                text.allocateNew(bytes, rows);
            }
            text.getValidityBuffer().setOne(0L, (rows + 7L) / Byte.SIZE);
        }
        text.getDataBuffer().setBytes(0, gathered, 0, bytes);
        text.getOffsetBuffer()
                .nioBuffer(0, (rows + 1) * Integer.BYTES)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer()
                .put(offsets, 0, rows + 1);
        text.setLastSet(rows - 1);
    }

    private static byte[] room(byte[] bytes, int used, int more) {
        return bytes.length - used < more
                ? Arrays.copyOf(bytes, Math.max(Math.addExact(used, more), 2 * bytes.length))
                : bytes;
    }
}
