package io.quantmini.storage.internal.page;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;

/** A column of numbers, days, times or flags, of which some encoding may be smaller than PLAIN. */
final class FixedColumn extends ColumnEncoder {
    /** Fewer values are copied one by one. */
    private static final int BULK = 16;

    /** How often each value of the first page comes on average where a dictionary, compressed, is the smaller encoding. */
    private static final int MIN_REPETITION = 4;

    private final FixedKind kind;
    private final Encodings encodings;
    private final LongDictionary dictionary = new LongDictionary();
    private long[] values = new long[0];
    private int count;
    private boolean useDictionary;
    /** Entries of the dictionary that pages refer to. */
    private int entries;

    FixedColumn(ColumnDescriptor column, FixedKind kind, Encodings encodings) {
        super(column);
        this.kind = kind;
        this.encodings = encodings;
        this.useDictionary = encodings.dictionary();
    }

    @Override
    int values() {
        return count;
    }

    @Override
    void add(FieldVector vector, int from, int to) {
        int end = count + to - from;
        if (values.length < end) {
            values = Arrays.copyOf(values, Math.max(end, 2 * count));
        }
        ArrowBuf data = vector.getDataBuffer();
        switch (kind.bytes()) {
            case Long.BYTES -> addLongs(data, from, to);
            case Integer.BYTES -> addInts(data, from, to);
            default -> {
                for (int row = from; row < to; row++) {
                    values[count++] = Validity.bit(data, row);
                }
            }
        }
    }

    @Override
    Encoding encode(PageScratch scratch, Statistics<?> statistics) {
        FixedStatistics.update(kind, values, count, statistics);
        boolean indexed = useDictionary && encodeIndexes(scratch);
        useDictionary = indexed;
        Encoding encoding = indexed ? Encodings.DICTIONARY : encodeValues(scratch);
        count = 0;
        return encoding;
    }

    @Override
    int dictionary(PageBytes out) {
        FixedEncoder.plain(kind, dictionary.values(), entries, out);
        return entries;
    }

    @Override
    void reset() {
        count = 0;
        entries = 0;
        useDictionary = encodings.dictionary();
        dictionary.clear();
    }

    /** Whether the page refers to the dictionary: the first page decides, later ones until it is too large. */
    private boolean encodeIndexes(PageScratch scratch) {
        int[] indexes = scratch.indexes(count);
        int most = MAX_DICTIONARY_BYTES / kind.bytes();
        int paying = entries > 0 ? most : Math.min(most, Math.max(1, count / MIN_REPETITION));
        if (!dictionary.number(values, count, indexes, paying)) {
            return false;
        }
        int size = dictionary.size();
        int width = BitPacking.width(size - 1);
        scratch.page.putByte(width);
        RunLengths.encode(indexes, count, width, scratch.page);
        entries = size;
        return true;
    }

    private Encoding encodeValues(PageScratch scratch) {
        PageBytes out = scratch.page;
        return switch (encodings.other()) {
            case PLAIN -> {
                FixedEncoder.plain(kind, values, count, out);
                yield Encoding.PLAIN;
            }
            case SPLIT -> {
                FixedEncoder.split(kind, values, count, out);
                yield Encoding.BYTE_STREAM_SPLIT;
            }
            case DELTA -> {
                scratch.delta.encode(values, count, kind == FixedKind.INT32, out);
                yield Encoding.DELTA_BINARY_PACKED;
            }
        };
    }

    private void addLongs(ArrowBuf data, int from, int to) {
        int rows = to - from;
        if (rows < BULK) {
            for (int row = from; row < to; row++) {
                values[count++] = data.getLong((long) row * Long.BYTES);
            }
        } else {
            bytes(data, from, rows, Long.BYTES).asLongBuffer().get(values, count, rows);
            count += rows;
        }
    }

    private void addInts(ArrowBuf data, int from, int to) {
        int rows = to - from;
        if (rows < BULK) {
            for (int row = from; row < to; row++) {
                values[count++] = data.getInt((long) row * Integer.BYTES);
            }
        } else {
            ByteBuffer bytes = bytes(data, from, rows, Integer.BYTES);
            for (int row = 0; row < rows; row++) {
                values[count++] = bytes.getInt(row * Integer.BYTES);
            }
        }
    }

    private static ByteBuffer bytes(ArrowBuf data, int from, int rows, int width) {
        return data.nioBuffer((long) from * width, rows * width).slice().order(ByteOrder.LITTLE_ENDIAN);
    }
}
