package io.quantmini.query.internal;

import io.quantmini.query.internal.Column.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes columns, each once. */
final class ColumnGraph {
    private final Map<String, Column> made = new HashMap<>();
    private final List<Column> columns = new ArrayList<>();

    /** Every column, inputs before what uses them. */
    List<Column> columns() {
        return columns;
    }

    /** A column of the rows themselves. */
    Column bar(String name) {
        return make(Kind.BAR, name, List.of());
    }

    Column number(double value) {
        return scalar(SqlText.number(value));
    }

    Column scalar(String template, Column... inputs) {
        return make(Kind.SCALAR, template, List.of(inputs));
    }

    Column scalar(String template, List<Column> inputs) {
        return make(Kind.SCALAR, template, List.copyOf(inputs));
    }

    /** The value some rows before, or after for a negative number; null where there is no such row. */
    Column lag(Column column, int rows) {
        String function = rows > 0 ? "lag" : "lead";
        return rows == 0
                ? column
                : make(Kind.WINDOW, function + "({0}, " + Math.abs(rows) + ") OVER bars", List.of(column));
    }

    /** The value some rows before; 0 where there is no such row. */
    Column lagOrZero(Column column, int rows) {
        return rows == 0
                ? column
                : make(Kind.WINDOW, "lag({0}, " + rows + ", " + SqlText.number(0) + ") OVER bars", List.of(column));
    }

    /** An aggregate that is exact in any order of adding up, over the last rows. */
    Column exact(String aggregate, Column column, int rows) {
        return make(Kind.WINDOW, aggregate + "({0}) OVER (bars ROWS " + (rows - 1) + " PRECEDING)", List.of(column));
    }

    /** The same over all rows so far. */
    Column exactSoFar(String aggregate, Column column) {
        return make(Kind.WINDOW, aggregate + "({0}) OVER (bars ROWS UNBOUNDED PRECEDING)", List.of(column));
    }

    private Column make(Kind kind, String template, List<Column> inputs) {
        String key =
                kind + template + inputs.stream().map(input -> " " + input.id()).collect(Collectors.joining());
        Column known = made.get(key);
        if (known == null) {
            known = new Column(columns.size(), kind, template, inputs);
            made.put(key, known);
            columns.add(known);
        }
        return known;
    }
}
