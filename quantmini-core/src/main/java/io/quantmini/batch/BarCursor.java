package io.quantmini.batch;

import io.quantmini.market.BarSchema;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * A plain loop over bars: {@code Bar bar = cursor.bar(); while (cursor.next()) { … bar.close() … }}. Allocates nothing
 * per row but the bytes of {@link Bar#symbol()}. Owns the stream it walks and closes it. Not thread-safe.
 */
public final class BarCursor implements AutoCloseable {
    private final BatchStream stream;
    private final CursorBar bar = new CursorBar();

    /** Walks a stream that has the bar columns {@code symbol} or {@code ticker}, timestamp, prices, volume, transactions. */
    public BarCursor(BatchStream stream) {
        this.stream = stream;
    }

    /** The view of the current row; the same object for the life of the cursor. */
    public Bar bar() {
        return bar;
    }

    /** Moves to the next bar; false when there is none. */
    public boolean next() {
        if (bar.row + 1 < bar.rows) {
            bar.row++;
            return true;
        }
        if (!stream.advance()) {
            bar.columns = null;
            return false;
        }
        bar.bind(stream.batch());
        return true;
    }

    @Override
    public void close() {
        bar.columns = null;
        stream.close();
    }

    private record Columns(
            VarCharVector symbol,
            TimeStampVector timestamp,
            Float8Vector open,
            Float8Vector high,
            Float8Vector low,
            Float8Vector close,
            Float8Vector volume,
            IntVector transactions) {
        static Columns of(VectorSchemaRoot batch) {
            FieldVector symbol = batch.getVector(BarSchema.SYMBOL);
            return new Columns(
                    (VarCharVector) (symbol != null ? symbol : batch.getVector(BarSchema.TICKER)),
                    (TimeStampVector) batch.getVector(BarSchema.TIMESTAMP),
                    (Float8Vector) batch.getVector(BarSchema.OPEN),
                    (Float8Vector) batch.getVector(BarSchema.HIGH),
                    (Float8Vector) batch.getVector(BarSchema.LOW),
                    (Float8Vector) batch.getVector(BarSchema.CLOSE),
                    (Float8Vector) batch.getVector(BarSchema.VOLUME),
                    (IntVector) batch.getVector(BarSchema.TRANSACTIONS));
        }
    }

    private static final class CursorBar implements Bar {
        private @Nullable Columns columns;
        private int row = -1;
        private int rows;
        private byte[] symbolBytes = new byte[0];
        private String symbol = "";

        void bind(VectorSchemaRoot batch) {
            columns = Columns.of(batch);
            row = 0;
            rows = batch.getRowCount();
        }

        private Columns columns() {
            Columns bound = columns;
            if (bound == null) {
                throw new IllegalStateException("[bar cursor] expected a current row, got none; call next() first");
            }
            return bound;
        }

        @Override
        public String symbol() {
            byte[] bytes = columns().symbol().get(row);
            if (!Arrays.equals(bytes, symbolBytes)) {
                symbolBytes = bytes;
                symbol = new String(bytes, StandardCharsets.UTF_8);
            }
            return symbol;
        }

        @Override
        public long timestampMicros() {
            return columns().timestamp().get(row);
        }

        @Override
        public double open() {
            return columns().open().get(row);
        }

        @Override
        public double high() {
            return columns().high().get(row);
        }

        @Override
        public double low() {
            return columns().low().get(row);
        }

        @Override
        public double close() {
            return columns().close().get(row);
        }

        @Override
        public double volume() {
            return columns().volume().get(row);
        }

        @Override
        public int transactions() {
            return columns().transactions().get(row);
        }
    }
}
