package io.quantmini.cli;

import io.quantmini.Quantmini;
import io.quantmini.batch.BatchStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One SELECT over the lake. */
@Command(
        name = "query",
        description = "Answers one SELECT over the views bronze.<dataset> and silver.<dataset>.",
        footer = {
            "",
            "Example:",
            "  ./quantmini query \"SELECT symbol, date, close FROM bronze.stocks_daily WHERE symbol = 'AAPL'\""
        })
final class QueryCommand implements Callable<Integer> {
    @Mixin
    private final LakeOptions options = new LakeOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "SQL", description = "The statement.")
    private String sql = "";

    @Option(names = "--limit", paramLabel = "N", description = "Rows to print (default: ${DEFAULT-VALUE}).")
    private int limit = 1000;

    @Override
    public Integer call() {
        CommandLine command = Commands.commandLine(spec);
        try (Quantmini quantmini = Commands.open(options, null)) {
            long start = System.nanoTime();
            Answer answer = answer(quantmini, sql, limit);
            double seconds = (System.nanoTime() - start) / 1e9;
            if (options.json) {
                Map<String, Object> document = new LinkedHashMap<>();
                document.put("rows", answer.maps());
                document.put("row_count", answer.total());
                document.put("seconds", seconds);
                Commands.json(command, document);
            } else {
                command.getOut().print(answer.table());
                command.getOut().println(String.format(Locale.ROOT, "%d rows, %.3f s", answer.total(), seconds));
            }
            return Main.DONE;
        }
    }

    /** The first {@code limit} rows of an answer, and how many there are. */
    static Answer answer(Quantmini quantmini, String sql, int limit) {
        try (BatchStream stream = quantmini.sql(sql)) {
            return answer(stream, limit);
        }
    }

    /** The first {@code limit} rows of a stream, which it drains, and how many there are. */
    static Answer answer(BatchStream stream, int limit) {
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

    /**
     * Rows as plain values: numbers, truth values, text; dates and times as ISO text.
     *
     * @param columns names
     * @param rows the first rows; a null value is null
     * @param total how many rows there are
     */
    record Answer(List<String> columns, List<List<Object>> rows, long total) {
        String table() {
            TextTable table = new TextTable(columns.size(), columns.toArray(new String[0]));
            rows.forEach(values -> table.row(values.toArray()));
            return table.toString();
        }

        /** A header and a line a row; nothing where there is no value. */
        String csv() {
            StringBuilder text = new StringBuilder(String.join(",", columns)).append('\n');
            for (List<Object> values : rows) {
                String line = values.stream()
                        .map(value -> value == null ? "" : quoted(String.valueOf(value)))
                        .collect(Collectors.joining(","));
                text.append(line).append('\n');
            }
            return text.toString();
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

        private static String quoted(String value) {
            return value.matches("(?s).*[,\"\r\n].*") ? '"' + value.replace("\"", "\"\"") + '"' : value;
        }
    }
}
