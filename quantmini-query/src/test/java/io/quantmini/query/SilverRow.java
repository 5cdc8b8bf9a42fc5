package io.quantmini.query;

import static java.util.Objects.requireNonNull;

import io.quantmini.batch.BatchStream;
import io.quantmini.stage.FeatureEngine;
import io.quantmini.stage.FeatureRequest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** One row of an answer: its key, and every DOUBLE column by name. */
record SilverRow(String ticker, LocalDate date, long micros, Map<String, @Nullable Double> values) {
    @Nullable
    Double value(String column) {
        if (!values.containsKey(column)) {
            throw new AssertionError("no column " + column);
        }
        return values.get(column);
    }

    Bars.Bar key() {
        return new Bars.Bar(
                ticker,
                date,
                micros,
                new Bars.Trade(
                        number("open"),
                        number("high"),
                        number("low"),
                        number("close"),
                        number("volume"),
                        values.containsKey("transactions") ? (int) number("transactions") : 0));
    }

    private double number(String column) {
        return requireNonNull(values.get(column));
    }

    /** Computes and collects, and proves that nothing stays allocated. */
    static List<SilverRow> compute(FeatureEngine engine, FeatureRequest request) {
        try (RootAllocator allocator = new RootAllocator()) {
            List<SilverRow> rows;
            try (BatchStream stream = engine.compute(request, allocator)) {
                rows = collect(stream);
            }
            return rows;
        }
    }

    static List<SilverRow> collect(BatchStream stream) {
        List<SilverRow> rows = new ArrayList<>();
        while (stream.advance()) {
            VectorSchemaRoot batch = stream.batch();
            FieldVector key = batch.getVector("symbol") == null ? batch.getVector("ticker") : batch.getVector("symbol");
            for (int row = 0; row < batch.getRowCount(); row++) {
                Map<String, @Nullable Double> values = new LinkedHashMap<>();
                for (FieldVector vector : batch.getFieldVectors()) {
                    if (vector instanceof Float8Vector doubles) {
                        values.put(vector.getName(), doubles.isNull(row) ? null : doubles.get(row));
                    } else if (vector instanceof IntVector integers) {
                        values.put(vector.getName(), (double) integers.get(row));
                    }
                }
                rows.add(new SilverRow(
                        ((VarCharVector) key).getObject(row).toString(),
                        LocalDate.ofEpochDay(((DateDayVector) batch.getVector("date")).get(row)),
                        ((TimeStampVector) batch.getVector("timestamp")).get(row),
                        values));
            }
        }
        return rows;
    }
}
