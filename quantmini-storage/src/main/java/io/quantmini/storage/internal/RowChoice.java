package io.quantmini.storage.internal;

import io.quantmini.storage.internal.page.KeptRows;
import io.quantmini.storage.internal.page.RowGroupDecoder;
import io.quantmini.storage.internal.page.TextRange;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.parquet.io.api.Binary;

/**
 * Reads the rows of a row group that pass a filter. The filter's own columns are decoded first and kept, for they can be
 * read only once; of all others only the values of rows that pass are moved. Owns the memory of those columns.
 */
final class RowChoice implements AutoCloseable {
    private final RowFilter filter;
    private final VarCharVector keys;
    private final TimeStampMicroTZVector times;
    private final TextRange texts = new TextRange();
    private KeptRows kept = new KeptRows();
    private KeptRows refined = new KeptRows();
    private final byte[] lastKey;
    private boolean past;

    RowChoice(RowFilter filter, BufferAllocator allocator) {
        this.filter = filter;
        this.lastKey = filter.lastKey();
        this.keys = new VarCharVector("keys", allocator);
        this.times = new TimeStampMicroTZVector("times", allocator, "UTC");
    }

    /** Fills the vectors with those of the next {@code rows} rows that pass, and gives their number; for none, leaves them as they are. */
    int read(RowGroupDecoder group, List<FieldVector> vectors, int rows) throws IOException {
        kept.clear();
        if (filter.keyColumn() == null) {
            kept.add(0, rows);
        } else {
            group.read(filter.keyColumn(), keys, rows);
            chooseByKey(rows);
        }
        if (filter.timeColumn() != null) {
            group.read(filter.timeColumn(), times, rows);
            chooseByTime();
        }
        for (FieldVector vector : vectors) {
            if (vector.getName().equals(filter.keyColumn())) {
                giveKeys((VarCharVector) vector);
            } else if (vector.getName().equals(filter.timeColumn())) {
                giveTimes((TimeStampMicroTZVector) vector);
            } else {
                group.read(vector.getName(), vector, kept, rows);
            }
        }
        group.pass(rows);
        return kept.rows();
    }

    /** Whether no later row of the file can pass: files of a lake are sorted by key. */
    boolean isPast() {
        return past;
    }

    @Override
    public void close() {
        keys.close();
        times.close();
    }

    private void chooseByKey(int rows) {
        texts.load(keys, 0, rows);
        int row = 0;
        while (row < rows) {
            int end = texts.endOfRun(row);
            Binary key = Binary.fromReusedByteArray(texts.bytes(), texts.start(row), texts.end(row) - texts.start(row));
            if (filter.keys().contains(key)) {
                kept.add(row, end);
            }
            row = end;
        }
        int last = rows - 1;
        past = Arrays.compareUnsigned(texts.bytes(), texts.start(last), texts.end(last), lastKey, 0, lastKey.length)
                > 0;
    }

    private void chooseByTime() {
        refined.clear();
        for (int stretch = 0; stretch < kept.stretches(); stretch++) {
            int to = kept.to(stretch);
            LongBuffer values = longs(times.getDataBuffer(), 0, to);
            int row = kept.from(stretch);
            while (row < to) {
                int from = row;
                while (row < to && filter.keepsTime(values.get(row))) {
                    row++;
                }
                refined.add(from, row);
                while (row < to && !filter.keepsTime(values.get(row))) {
                    row++;
                }
            }
        }
        KeptRows before = kept;
        kept = refined;
        refined = before;
    }

    private void giveKeys(VarCharVector vector) {
        if (kept.rows() == 0) {
            return;
        }
        int bytes = 0;
        for (int stretch = 0; stretch < kept.stretches(); stretch++) {
            bytes += texts.end(kept.to(stretch) - 1) - texts.start(kept.from(stretch));
        }
        vector.allocateNew(bytes, kept.rows());
        IntBuffer offsets = vector.getOffsetBuffer()
                .nioBuffer(0, (kept.rows() + 1) * Integer.BYTES)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer();
        int at = 0;
        for (int stretch = 0; stretch < kept.stretches(); stretch++) {
            int start = texts.start(kept.from(stretch));
            int length = texts.end(kept.to(stretch) - 1) - start;
            vector.getDataBuffer().setBytes(at, texts.bytes(), start, length);
            for (int row = kept.from(stretch); row < kept.to(stretch); row++) {
                offsets.put(at + texts.start(row) - start);
            }
            at += length;
        }
        offsets.put(at);
        giveAll(vector);
        vector.setLastSet(kept.rows() - 1);
    }

    private void giveTimes(TimeStampMicroTZVector vector) {
        if (kept.rows() == 0) {
            return;
        }
        vector.allocateNew(kept.rows());
        int at = 0;
        for (int stretch = 0; stretch < kept.stretches(); stretch++) {
            int count = kept.to(stretch) - kept.from(stretch);
            vector.getDataBuffer()
                    .setBytes(
                            (long) at * Long.BYTES,
                            times.getDataBuffer(),
                            (long) kept.from(stretch) * Long.BYTES,
                            (long) count * Long.BYTES);
            at += count;
        }
        giveAll(vector);
    }

    private void giveAll(FieldVector vector) {
        vector.getValidityBuffer().setOne(0L, (kept.rows() + 7L) / Byte.SIZE);
    }

    private static LongBuffer longs(ArrowBuf data, int from, int to) {
        return data.nioBuffer((long) from * Long.BYTES, (to - from) * Long.BYTES)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer();
    }
}
