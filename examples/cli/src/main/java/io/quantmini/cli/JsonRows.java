package io.quantmini.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quantmini.batch.BatchStream;
import java.io.IOException;
import java.io.Writer;
import org.apache.arrow.vector.FieldVector;

/** Rows as one JSON document, {@code {"rows": [{column: value}], "row_count", "seconds"}}, one batch in memory at a time. */
final class JsonRows {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JsonRows() {}

    /** Writes up to {@code limit} rows and counts all; {@code start} is the clock when they were asked for. */
    static long write(BatchStream stream, Writer out, long limit, long start) throws IOException {
        long total = 0;
        // The writer is somebody else's to close.
        try (JsonGenerator json = JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            json.writeStartObject();
            json.writeArrayFieldStart("rows");
            while (stream.advance()) {
                int count = stream.batch().getRowCount();
                for (int row = 0; row < count && total + row < limit; row++) {
                    row(stream, row, json);
                }
                total += count;
            }
            json.writeEndArray();
            json.writeNumberField("row_count", total);
            json.writeNumberField("seconds", (System.nanoTime() - start) / 1e9);
            json.writeEndObject();
        }
        out.append('\n');
        return total;
    }

    private static void row(BatchStream stream, int row, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (FieldVector vector : stream.batch().getFieldVectors()) {
            json.writeObjectField(vector.getName(), CellText.value(vector, row));
        }
        json.writeEndObject();
    }
}
