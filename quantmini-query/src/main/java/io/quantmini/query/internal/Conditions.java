package io.quantmini.query.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a WHERE says of the one table before it, as far as it names files: comparisons of symbol, ticker, underlying or date
 * with constants and parameters that every row has to pass. DuckDB applies the whole WHERE all the same.
 */
final class Conditions {
    private enum Kind {
        IN,
        FROM,
        TO
    }

    /** A comparison of a column; an operand that is not understood makes it none. */
    private record Condition(String column, Kind kind, List<JsonNode> operands) {}

    private final List<Condition> all = new ArrayList<>();

    private Conditions() {}

    /** Of a SELECT node that reads one base table; null when it says nothing. */
    static @Nullable Conditions of(JsonNode select) {
        JsonNode table = select.path("from_table");
        if (!table.path("column_name_alias").isEmpty()
                || !isAbsent(select.path("sample"))
                || !isAbsent(table.path("sample"))) {
            return null;
        }
        Conditions conditions = new Conditions();
        conditions.add(select.path("where_clause"));
        return conditions.all.isEmpty() ? null : conditions;
    }

    /** The sessions that rows can be of. */
    SessionRange sessions(List<?> parameters) {
        LocalDate from = WantedBars.ALWAYS.from();
        LocalDate to = WantedBars.ALWAYS.to();
        for (Condition condition : all) {
            if (!condition.column().equals(BarSchema.DATE)) {
                continue;
            }
            List<LocalDate> dates = new ArrayList<>();
            for (JsonNode operand : condition.operands()) {
                LocalDate date = date(operand, parameters);
                if (date == null) {
                    break;
                }
                dates.add(date);
            }
            if (dates.isEmpty() || dates.size() < condition.operands().size()) {
                continue;
            }
            dates.sort(null);
            LocalDate first = dates.get(0);
            LocalDate last = dates.get(dates.size() - 1);
            if (condition.kind() != Kind.TO && first.isAfter(from)) {
                from = first;
            }
            if (condition.kind() != Kind.FROM && last.isBefore(to)) {
                to = last;
            }
        }
        return from.isAfter(to) ? SessionRange.of(from) : new SessionRange(from, to);
    }

    /** What the settled partitions of the rows are named after; empty when they can be in any. */
    Set<String> partitions(Dataset dataset, List<?> parameters) {
        String key = BarSchema.keyColumn(dataset);
        for (Condition condition : all) {
            boolean isKey = condition.column().equals(key);
            if (condition.kind() == Kind.IN
                    && (isKey || condition.column().equals(BarSchema.partitionColumn(dataset)))) {
                Set<String> names = new TreeSet<>();
                for (JsonNode operand : condition.operands()) {
                    String name = text(operand, parameters);
                    String partition = name == null || !isKey ? name : WantedBars.partition(dataset, name);
                    if (partition == null) {
                        return Set.of();
                    }
                    names.add(partition);
                }
                // A ticker that no contract can have is in no partition.
                names.remove("");
                return names;
            }
        }
        return Set.of();
    }

    private void add(JsonNode expression) {
        switch (expression.path("type").asText()) {
            case "CONJUNCTION_AND" -> expression.path("children").forEach(this::add);
            case "COMPARE_EQUAL" -> compare(expression, Kind.IN, Kind.IN);
            case "COMPARE_GREATERTHAN", "COMPARE_GREATERTHANOREQUALTO" -> compare(expression, Kind.FROM, Kind.TO);
            case "COMPARE_LESSTHAN", "COMPARE_LESSTHANOREQUALTO" -> compare(expression, Kind.TO, Kind.FROM);
            case "COMPARE_BETWEEN" -> {
                add(expression.path("input"), Kind.FROM, List.of(expression.path("lower")));
                add(expression.path("input"), Kind.TO, List.of(expression.path("upper")));
            }
            case "COMPARE_IN" -> {
                List<JsonNode> operands = new ArrayList<>();
                expression.path("children").forEach(operands::add);
                if (operands.size() > 1) {
                    add(operands.get(0), Kind.IN, operands.subList(1, operands.size()));
                }
            }
            default -> {} // says nothing that a file could be left out for
        }
    }

    private void compare(JsonNode comparison, Kind kind, Kind swapped) {
        JsonNode left = comparison.path("left");
        JsonNode right = comparison.path("right");
        add(left, kind, List.of(right));
        add(right, swapped, List.of(left));
    }

    private void add(JsonNode column, Kind kind, List<JsonNode> operands) {
        JsonNode names = column.path("column_names");
        if (column.path("class").asText().equals("COLUMN_REF") && !names.isEmpty()) {
            String name = Identifiers.fold(names.path(names.size() - 1).asText());
            all.add(new Condition(name, kind, List.copyOf(operands)));
        }
    }

    private static @Nullable String text(JsonNode operand, List<?> parameters) {
        Object value = value(operand, parameters);
        return value instanceof String text ? text : null;
    }

    private static @Nullable LocalDate date(JsonNode operand, List<?> parameters) {
        boolean cast = operand.path("class").asText().equals("CAST")
                && operand.path("type_expr").path("type_name").asText().equalsIgnoreCase("DATE");
        Object value = value(cast ? operand.path("child") : operand, parameters);
        if (value instanceof LocalDate date) {
            return date;
        }
        try {
            return value instanceof String text ? LocalDate.parse(text) : null;
        } catch (DateTimeException e) {
            return null; // DuckDB reads more forms; it is left to it
        }
    }

    private static @Nullable Object value(JsonNode operand, List<?> parameters) {
        if (operand.path("class").asText().equals("PARAMETER")) {
            int number = operand.path("identifier").asInt(0);
            return number >= 1 && number <= parameters.size() ? parameters.get(number - 1) : null;
        }
        JsonNode literal = operand.path("literal");
        boolean text = operand.path("class").asText().equals("CONSTANT")
                && literal.path("kind").asText().equals("STRING");
        return text ? literal.path("text").asText() : null;
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull() || (node.isContainerNode() && node.isEmpty());
    }
}
