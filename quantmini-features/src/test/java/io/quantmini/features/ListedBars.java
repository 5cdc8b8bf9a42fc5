package io.quantmini.features;

import io.quantmini.batch.BatchStream;
import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import io.quantmini.stage.BarSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** Bars in a list, given in batches of any size. */
record ListedBars(List<StockBar> bars, int batchRows) implements BarSource {
    ListedBars {
        bars = bars.stream().sorted(StockBar.ORDER).toList();
    }

    @Override
    public boolean isEmpty() {
        return bars.isEmpty();
    }

    @Override
    public List<Path> files() {
        throw new UnsupportedOperationException("bars in a list have no files");
    }

    @Override
    public BatchStream open(List<String> columns, Set<String> symbols, BufferAllocator allocator) {
        List<StockBar> kept = bars.stream()
                .filter(bar -> symbols.isEmpty() || symbols.contains(bar.symbol()))
                .toList();
        return new Batches(kept, batchRows, VectorSchemaRoot.create(BarSchema.bronze(Dataset.STOCKS_DAILY), allocator));
    }

    private static final class Batches implements BatchStream {
        private final List<StockBar> bars;
        private final int batchRows;
        private final VectorSchemaRoot root;
        private int next;

        Batches(List<StockBar> bars, int batchRows, VectorSchemaRoot root) {
            this.bars = bars;
            this.batchRows = batchRows;
            this.root = root;
        }

        @Override
        public Schema schema() {
            return root.getSchema();
        }

        @Override
        public boolean advance() {
            int rows = Math.min(batchRows, bars.size() - next);
            root.clear();
            for (int i = 0; i < rows; i++) {
                set(i, bars.get(next + i));
            }
            root.setRowCount(rows);
            next += rows;
            return rows > 0;
        }

        private void set(int row, StockBar bar) {
            ((VarCharVector) root.getVector(BarSchema.SYMBOL))
                    .setSafe(row, bar.symbol().getBytes(StandardCharsets.UTF_8));
            ((DateDayVector) root.getVector(BarSchema.DATE))
                    .setSafe(row, (int) bar.date().toEpochDay());
            ((TimeStampMicroTZVector) root.getVector(BarSchema.TIMESTAMP)).setSafe(row, bar.micros());
            number(BarSchema.OPEN, row, bar.open());
            number(BarSchema.HIGH, row, bar.high());
            number(BarSchema.LOW, row, bar.low());
            number(BarSchema.CLOSE, row, bar.close());
            number(BarSchema.VOLUME, row, bar.volume());
            ((IntVector) root.getVector(BarSchema.TRANSACTIONS)).setSafe(row, bar.transactions());
        }

        private void number(String column, int row, double value) {
            ((Float8Vector) root.getVector(column)).setSafe(row, value);
        }

        @Override
        public VectorSchemaRoot batch() {
            return root;
        }

        @Override
        public void close() {
            root.close();
        }
    }
}
