package io.quantmini.cli;

import io.quantmini.batch.BatchStream;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** Rows as lines of comma-separated values, one batch in memory at a time. */
final class CsvRows {
    private static final Pattern SPECIAL = Pattern.compile("[,\"\r\n]");

    private CsvRows() {}

    /** Writes up to {@code limit} rows, and gives their number; the rest stays unread. */
    static long write(BatchStream stream, Writer out, long limit) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Field field : stream.schema().getFields()) {
            text.append(text.isEmpty() ? "" : ",").append(cell(field.getName()));
        }
        out.append(text.append('\n'));
        long written = 0;
        while (written < limit && stream.advance()) {
            List<FieldVector> vectors = stream.batch().getFieldVectors();
            int rows = (int) Math.min(stream.batch().getRowCount(), limit - written);
            text.setLength(0);
            for (int row = 0; row < rows; row++) {
                line(vectors, row, text);
            }
            out.append(text);
            written += rows;
        }
        return written;
    }

    private static void line(List<FieldVector> vectors, int row, StringBuilder text) {
        for (int column = 0; column < vectors.size(); column++) {
            text.append(column == 0 ? "" : ",").append(cell(CellText.value(vectors.get(column), row)));
        }
        text.append('\n');
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = value.toString();
        return text.isEmpty() || SPECIAL.matcher(text).find() ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
