package io.quantmini.cli;

import io.quantmini.Quantmini;
import io.quantmini.batch.BatchStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * Rows as plain values: numbers, truth values, text; dates and times as ISO text.
 *
 * @param columns names
 * @param rows the first rows; a null value is null
 * @param total how many rows there are
 */
record Answer(List<String> columns, List<List<Object>> rows, long total) {
    /** The first {@code limit} rows of a question's answer, and how many there are. */
    static Answer of(Quantmini quantmini, String sql, int limit) {
        try (BatchStream stream = quantmini.sql(sql)) {
            return of(stream, limit);
        }
    }

    /** The first {@code limit} rows of a stream, which it drains, and how many there are. */
    static Answer of(BatchStream stream, int limit) {
        List<String> columns =
                stream.schema().getFields().stream().map(Field::getName).toList();
        List<List<Object>> rows = new ArrayList<>();
        long total = 0;
        while (stream.advance()) {
            int count = stream.batch().getRowCount();
            for (int row = 0; row < count && rows.size() < limit; row++) {
                List<Object> values = new ArrayList<>();
                for (FieldVector vector : stream.batch().getFieldVectors()) {
                    values.add(CellText.value(vector, row));
                }
                rows.add(values);
            }
            total += count;
        }
        return new Answer(columns, rows, total);
    }

    /** For a person: numbers to the right. */
    String table() {
        TextTable table = new TextTable(column -> !isNumeric(column), columns);
        rows.forEach(values -> table.row(values.toArray()));
        return table.toString();
    }

    /** The rows as values by column. */
    List<Map<String, Object>> maps() {
        List<Map<String, Object>> maps = new ArrayList<>();
        for (List<Object> values : rows) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (int c = 0; c < columns.size(); c++) {
                row.put(columns.get(c), values.get(c));
            }
            maps.add(row);
        }
        return maps;
    }

    private boolean isNumeric(int column) {
        return rows.stream().map(row -> row.get(column)).allMatch(value -> value == null || value instanceof Number);
    }
}
