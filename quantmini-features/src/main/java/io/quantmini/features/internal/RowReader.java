package io.quantmini.features.internal;

import io.quantmini.batch.BatchStream;
import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** Cuts a sorted stream of bars into blocks of whole runs, of daily options of whole chains. Owns the stream. */
final class RowReader implements AutoCloseable {
    private final BatchStream bars;
    private final int blockRows;
    private final List<Field> fields;
    private final int keyColumn;
    private final boolean chains;
    private byte @Nullable [][] texts;
    private byte @Nullable [] chain;
    private int at;
    private int end;

    /**
     * A reader of all of bronze's columns.
     *
     * @param blockRows after how many rows a block ends with its run
     */
    RowReader(BatchStream bars, Dataset dataset, int blockRows) {
        this.bars = bars;
        this.blockRows = blockRows;
        this.chains = dataset.isOptions() && !dataset.isMinute();
        this.fields = BarSchema.bronze(dataset).getFields();
        this.keyColumn = bars.schema().getFields().indexOf(bars.schema().findField(BarSchema.keyColumn(dataset)));
    }

    /** Fills an empty block; false when there are no more rows. */
    boolean next(RowBlock block) {
        while (at < end || advance()) {
            if (startsRun()) {
                end(block);
                if (block.rows() >= blockRows && !isOfChain()) {
                    return true;
                }
                texts = texts();
                if (chains && !isOfChain()) {
                    chain = ChainVolumes.chain(new String(texts[keyColumn], StandardCharsets.UTF_8))
                            .getBytes(StandardCharsets.UTF_8);
                }
            }
            int to = runEnd();
            copy(block, to);
            at = to;
        }
        end(block);
        return block.rows() > 0;
    }

    @Override
    public void close() {
        bars.close();
    }

    /**
     * Whether the next ticker begins as all of the chain that is being read do: its contracts may come after those of another
     * chain whose root goes on where its own ends.
     */
    private boolean isOfChain() {
        byte[] begin = chain;
        VarCharVector keys = (VarCharVector) bars.batch().getVector(keyColumn);
        int start = keys.getStartOffset(at);
        if (begin == null || keys.getEndOffset(at) - start < begin.length) {
            return false;
        }
        for (int i = 0; i < begin.length; i++) {
            if (keys.getDataBuffer().getByte(start + i) != begin[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean advance() {
        at = 0;
        end = 0;
        while (end == 0) {
            if (!bars.advance()) {
                return false;
            }
            end = bars.batch().getRowCount();
        }
        return true;
    }

    private void end(RowBlock block) {
        byte[][] known = texts;
        int from = block.runs().isEmpty()
                ? 0
                : block.runs().get(block.runs().size() - 1).to();
        if (known != null && block.rows() > from) {
            block.endRun(known);
        }
    }

    /** Whether the next row has another key than the one before it. */
    private boolean startsRun() {
        byte[][] known = texts;
        return known == null || !isKey(known[keyColumn], at);
    }

    /** The row of the batch after those that have the run's key: doubling steps, then halving, as rows are sorted. */
    private int runEnd() {
        byte[] key = texts == null ? new byte[0] : texts[keyColumn];
        int last = at;
        int step = 1;
        while (last + step < end && isKey(key, last + step)) {
            last += step;
            step *= 2;
        }
        int beyond = Math.min(last + step, end);
        while (beyond - last > 1) {
            int middle = (last + beyond) >>> 1;
            if (isKey(key, middle)) {
                last = middle;
            } else {
                beyond = middle;
            }
        }
        return beyond;
    }

    private boolean isKey(byte[] key, int row) {
        VarCharVector keys = (VarCharVector) bars.batch().getVector(keyColumn);
        int start = keys.getStartOffset(row);
        if (keys.getEndOffset(row) - start != key.length) {
            return false;
        }
        ArrowBuf data = keys.getDataBuffer();
        for (int i = 0; i < key.length; i++) {
            if (data.getByte(start + i) != key[i]) {
                return false;
            }
        }
        return true;
    }

    private byte[][] texts() {
        byte[][] made = new byte[fields.size()][];
        for (int i = 0; i < made.length; i++) {
            FieldVector column = bars.batch().getVector(i);
            made[i] = column instanceof VarCharVector text ? text.get(at) : new byte[0];
        }
        return made;
    }

    private void copy(RowBlock block, int to) {
        int count = to - at;
        int into = block.rows();
        block.extend(count);
        VectorSchemaRoot batch = bars.batch();
        for (int i = 0; i < fields.size(); i++) {
            ArrowType.ArrowTypeID type = fields.get(i).getType().getTypeID();
            ArrowBuf data = batch.getVector(i).getDataBuffer();
            switch (type) {
                case FloatingPoint ->
                    slice(data, Double.BYTES, count).asDoubleBuffer().get(block.doubles(i), into, count);
                case Timestamp -> slice(data, Long.BYTES, count).asLongBuffer().get(block.longs(i), into, count);
                case Utf8 -> {}
                default -> slice(data, Integer.BYTES, count).asIntBuffer().get(block.ints(i), into, count);
            }
        }
    }

    private ByteBuffer slice(ArrowBuf data, int width, int count) {
        return data.nioBuffer((long) at * width, count * width).order(ByteOrder.LITTLE_ENDIAN);
    }
}
