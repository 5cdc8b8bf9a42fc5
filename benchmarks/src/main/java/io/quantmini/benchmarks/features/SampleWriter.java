package io.quantmini.benchmarks.features;

import io.quantmini.feature.Feature;
import io.quantmini.feature.FeatureSet;
import io.quantmini.market.BarSchema;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Writes features as the peers' samples are: symbol, date (of minutes the start in microseconds), a number a feature, nothing for null.
 * Owns its writer.
 */
final class SampleWriter implements Closeable {
    private final Writer out;
    private final List<String> columns;
    private final boolean minutes;

    SampleWriter(Writer out, FeatureSet set, boolean minutes) throws IOException {
        this.out = out;
        this.minutes = minutes;
        this.columns = set.features().stream().map(Feature::name).toList();
        out.write("symbol,date," + String.join(",", columns) + "\n");
    }

    void write(VectorSchemaRoot batch) throws IOException {
        FieldVector symbols = column(batch, BarSchema.SYMBOL);
        DateDayVector dates = (DateDayVector) column(batch, BarSchema.DATE);
        TimeStampVector times = (TimeStampVector) column(batch, BarSchema.TIMESTAMP);
        List<FieldVector> features =
                columns.stream().map(name -> column(batch, name)).toList();
        for (int i = 0; i < batch.getRowCount(); i++) {
            int row = i;
            String values = features.stream()
                    .map(feature -> Objects.toString(feature.getObject(row), ""))
                    .collect(Collectors.joining(","));
            String when = minutes ? "" + times.get(row) : "" + LocalDate.ofEpochDay(dates.get(row));
            out.write(symbols.getObject(row) + "," + when + "," + values + "\n");
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private static FieldVector column(VectorSchemaRoot batch, String name) {
        return Objects.requireNonNull(batch.getVector(name), name);
    }
}
