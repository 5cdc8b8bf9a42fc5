package io.quantmini.storage.internal.page;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.vector.FieldVector;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;

/**
 * A column of numbers for which nothing but PLAIN is tried: the bytes of its pages are Arrow's, and are copied as they are. Hundreds of
 * features come in stretches of a few rows, so that what is done for a stretch has to be little.
 */
final class PlainColumn extends ColumnEncoder {
    private final FixedKind kind;
    private final PageBytes bytes = new PageBytes();

    PlainColumn(ColumnDescriptor column, FixedKind kind) {
        super(column);
        this.kind = kind;
    }

    @Override
    int values() {
        return bytes.size() / kind.bytes();
    }

    @Override
    void add(FieldVector vector, int from, int to) {
        int length = (to - from) * kind.bytes();
        int at = bytes.extend(length);
        vector.getDataBuffer().getBytes((long) from * kind.bytes(), bytes.array(), at, length);
    }

    @Override
    Encoding encode(PageScratch scratch, Statistics<?> statistics) {
        count(scratch.values, statistics);
        scratch.page.put(bytes.array(), 0, bytes.size());
        bytes.clear();
        return Encoding.PLAIN;
    }

    @Override
    int dictionary(PageBytes out) {
        return 0;
    }

    @Override
    void reset() {
        bytes.clear();
    }

    private void count(long[] some, Statistics<?> statistics) {
        ByteBuffer page =
                ByteBuffer.wrap(bytes.array(), 0, bytes.size()).slice().order(ByteOrder.LITTLE_ENDIAN);
        int values = values();
        for (int from = 0; from < values; from += some.length) {
            int count = Math.min(some.length, values - from);
            if (kind == FixedKind.DOUBLE) {
                page.asLongBuffer().get(from, some, 0, count);
            } else {
                for (int i = 0; i < count; i++) {
                    some[i] = page.getInt((from + i) * Float.BYTES);
                }
            }
            FixedStatistics.update(kind, some, count, statistics);
        }
    }
}
