package io.quantmini.features;

import io.quantmini.market.BarSchema;
import io.quantmini.stage.FeatureEngine;
import io.quantmini.stage.FeatureRequest;
import io.quantmini.stage.FeatureStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** A row of silver as objects: floats and doubles as doubles, NaN for null. */
record Silver(String symbol, LocalDate date, long micros, Map<String, Double> values) {
    /** All rows of an answer; proves that no memory is left behind. */
    static List<Silver> compute(FeatureEngine engine, FeatureRequest request) {
        List<Silver> rows = new ArrayList<>();
        try (BufferAllocator allocator = new RootAllocator();
                FeatureStream stream = engine.compute(request, allocator)) {
            while (stream.advance()) {
                read(stream.batch(), rows);
            }
        }
        return rows;
    }

    double value(String feature) {
        return values.getOrDefault(feature, Double.NaN);
    }

    private static void read(VectorSchemaRoot batch, List<Silver> rows) {
        for (int row = 0; row < batch.getRowCount(); row++) {
            Map<String, Double> values = new LinkedHashMap<>();
            for (FieldVector column : batch.getFieldVectors()) {
                if (column.isNull(row)) {
                    values.put(column.getName(), Double.NaN);
                } else if (column.getObject(row) instanceof Number number) {
                    values.put(column.getName(), number.doubleValue());
                }
            }
            Object day = batch.getVector(BarSchema.DATE).getObject(row);
            rows.add(new Silver(
                    batch.getVector(BarSchema.SYMBOL).getObject(row).toString(),
                    LocalDate.ofEpochDay((Integer) day),
                    (Long) batch.getVector(BarSchema.TIMESTAMP).getObject(row),
                    values));
        }
    }
}
