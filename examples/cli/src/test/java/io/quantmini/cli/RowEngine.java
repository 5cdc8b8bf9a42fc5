package io.quantmini.cli;

import static java.util.Objects.requireNonNull;

import io.quantmini.batch.BatchStream;
import io.quantmini.feature.FeatureSet;
import io.quantmini.feature.NullReason;
import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import io.quantmini.stage.FeatureEngine;
import io.quantmini.stage.FeatureRequest;
import io.quantmini.stage.FeatureStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** Gives each stock's close as feature {@code same}, unadjusted, and null for any other, reading the bars symbol by symbol as rows. */
final class RowEngine implements FeatureEngine {
    @Override
    public boolean supports(FeatureSet set, Dataset dataset) {
        return true;
    }

    @Override
    public FeatureStream compute(FeatureRequest request, BufferAllocator allocator) {
        VectorSchemaRoot answer = VectorSchemaRoot.create(request.columns(), allocator);
        int rows = 0;
        for (String symbol : symbols(request, allocator)) {
            try (BatchStream bars = request.bars().open(List.of(), Set.of(symbol), allocator)) {
                while (bars.advance()) {
                    rows = copy(request, bars.batch(), answer, rows);
                }
            }
        }
        answer.setRowCount(rows);
        return new Answer(answer, rows > 0);
    }

    private static Set<String> symbols(FeatureRequest request, BufferAllocator allocator) {
        Set<String> symbols = new TreeSet<>();
        List<String> columns = List.of(BarSchema.SYMBOL, BarSchema.TIMESTAMP);
        try (BatchStream bars = request.bars().open(columns, Set.of(), allocator)) {
            while (bars.advance()) {
                VarCharVector names = (VarCharVector) bars.batch().getVector(BarSchema.SYMBOL);
                for (int row = 0; row < bars.batch().getRowCount(); row++) {
                    symbols.add(new String(names.get(row), StandardCharsets.UTF_8));
                }
            }
        }
        return symbols;
    }

    private static int copy(FeatureRequest request, VectorSchemaRoot bars, VectorSchemaRoot answer, int from) {
        int rows = from;
        DateDayVector dates = (DateDayVector) bars.getVector(BarSchema.DATE);
        Float8Vector closes = (Float8Vector) bars.getVector(BarSchema.CLOSE);
        for (int row = 0; row < bars.getRowCount(); row++) {
            if (request.sessions().contains(LocalDate.ofEpochDay(dates.get(row)))) {
                for (FieldVector column : bars.getFieldVectors()) {
                    requireNonNull(answer.getVector(column.getName())).copyFromSafe(row, rows, column);
                }
                ((Float8Vector) answer.getVector("factor")).setSafe(rows, 1.0);
                if (answer.getVector("same") instanceof Float4Vector floats) {
                    floats.setSafe(rows, (float) closes.get(row));
                } else if (answer.getVector("same") instanceof Float8Vector doubles) {
                    doubles.setSafe(rows, closes.get(row));
                }
                rows++;
            }
        }
        return rows;
    }

    private static final class Answer implements FeatureStream {
        private final VectorSchemaRoot rows;
        private boolean left;

        Answer(VectorSchemaRoot rows, boolean left) {
            this.rows = rows;
            this.left = left;
        }

        @Override
        public Schema schema() {
            return rows.getSchema();
        }

        @Override
        public boolean advance() {
            boolean had = left;
            left = false;
            return had;
        }

        @Override
        public VectorSchemaRoot batch() {
            return rows;
        }

        @Override
        public Map<NullReason, Long> nulls() {
            return Map.of();
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
