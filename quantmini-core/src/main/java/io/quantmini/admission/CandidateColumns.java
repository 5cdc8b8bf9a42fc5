package io.quantmini.admission;

import io.quantmini.market.BarSchema;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** The columns of a batch of candidate rows, read in place; valid as long as the batch is. */
final class CandidateColumns {
    private final TickerText ticker;
    private final DoubleBuffer volume;
    private final DoubleBuffer open;
    private final DoubleBuffer close;
    private final DoubleBuffer high;
    private final DoubleBuffer low;
    private final LongBuffer windowStart;
    private final IntBuffer transactions;
    private final int rows;

    CandidateColumns(VectorSchemaRoot batch) {
        rows = batch.getRowCount();
        ticker = new TickerText((VarCharVector) batch.getVector(BarSchema.TICKER));
        volume = view(batch, BarSchema.VOLUME).asDoubleBuffer();
        open = view(batch, BarSchema.OPEN).asDoubleBuffer();
        close = view(batch, BarSchema.CLOSE).asDoubleBuffer();
        high = view(batch, BarSchema.HIGH).asDoubleBuffer();
        low = view(batch, BarSchema.LOW).asDoubleBuffer();
        windowStart = view(batch, BarSchema.WINDOW_START).asLongBuffer();
        transactions = view(batch, BarSchema.TRANSACTIONS).asIntBuffer();
    }

    private static ByteBuffer view(VectorSchemaRoot batch, String name) {
        return TickerText.view(batch.getVector(name).getDataBuffer());
    }

    int rows() {
        return rows;
    }

    TickerText ticker() {
        return ticker;
    }

    double volume(int row) {
        return volume.get(row);
    }

    double open(int row) {
        return open.get(row);
    }

    double close(int row) {
        return close.get(row);
    }

    double high(int row) {
        return high.get(row);
    }

    double low(int row) {
        return low.get(row);
    }

    long windowStart(int row) {
        return windowStart.get(row);
    }

    int transactions(int row) {
        return transactions.get(row);
    }
}
