package io.quantmini.admission;

import io.quantmini.market.BarSchema;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** The columns of a batch of candidate rows, in place, each found to be as long as the batch; valid as long as that is. */
final class CandidateColumns {
    private final int rows;
    private final IntBuffer tickerOffsets;
    private final ByteBuffer tickerText;
    private final LongBuffer volume;
    private final LongBuffer open;
    private final LongBuffer close;
    private final LongBuffer high;
    private final LongBuffer low;
    private final LongBuffer windowStart;
    private final IntBuffer transactions;

    /** Fails when a column is missing, of another kind or shorter than the batch. */
    CandidateColumns(VectorSchemaRoot batch) {
        rows = batch.getRowCount();
        if (!(batch.getVector(BarSchema.TICKER) instanceof VarCharVector ticker)) {
            throw noColumn(BarSchema.TICKER);
        }
        tickerOffsets = view(ticker.getOffsetBuffer()).asIntBuffer();
        tickerText = view(ticker.getDataBuffer());
        if (rows > 0 && tickerOffsets.capacity() <= rows) {
            throw noColumn(BarSchema.TICKER);
        }
        volume = longs(batch, BarSchema.VOLUME);
        open = longs(batch, BarSchema.OPEN);
        close = longs(batch, BarSchema.CLOSE);
        high = longs(batch, BarSchema.HIGH);
        low = longs(batch, BarSchema.LOW);
        windowStart = longs(batch, BarSchema.WINDOW_START);
        transactions = column(batch, BarSchema.TRANSACTIONS, Integer.BYTES).asIntBuffer();
    }

    private LongBuffer longs(VectorSchemaRoot batch, String name) {
        return column(batch, name, Long.BYTES).asLongBuffer();
    }

    private ByteBuffer column(VectorSchemaRoot batch, String name, int width) {
        FieldVector vector = batch.getVector(name);
        if (vector instanceof BaseFixedWidthVector fixed && fixed.getTypeWidth() == width) {
            ByteBuffer values = view(fixed.getDataBuffer());
            if (values.capacity() / width >= rows) {
                return values;
            }
        }
        throw noColumn(name);
    }

    private IllegalStateException noColumn(String name) {
        return new IllegalStateException("[candidate rows] expected a column " + name + " of " + rows
                + " values as BarSchema.candidate() has it, got another or none; correct the ingestor");
    }

    static ByteBuffer view(ArrowBuf buffer) {
        return buffer.nioBuffer(0, Math.toIntExact(buffer.capacity())).order(ByteOrder.LITTLE_ENDIAN);
    }

    int rows() {
        return rows;
    }

    /** Copies up to {@code most} tickers from row {@code first} on; gives how many. */
    int copyTickers(int first, int most, BlockTickers target) {
        return target.load(tickerOffsets, tickerText, first, most);
    }

    /** Copies the other columns of as many rows as the block has tickers. */
    void copy(int first, CandidateBlock block) {
        int count = block.rows();
        volume.get(first, block.volume(), 0, count);
        open.get(first, block.open(), 0, count);
        close.get(first, block.close(), 0, count);
        high.get(first, block.high(), 0, count);
        low.get(first, block.low(), 0, count);
        windowStart.get(first, block.windowStart(), 0, count);
        transactions.get(first, block.transactions(), 0, count);
    }
}
