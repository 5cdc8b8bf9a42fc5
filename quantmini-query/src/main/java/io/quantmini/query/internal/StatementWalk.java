package io.quantmini.query.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantmini.query.QueryException;
import io.quantmini.query.QueryException.Reason;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a parsed statement, as {@code json_serialize_sql} gives it, and refuses every element that it does not know
 * to be harmless. Unqualified table names must be common table expressions in scope, as DuckDB sees the scope: a name it
 * does not find there it would look for among files.
 */
final class StatementWalk {
    /** Levels of query, table and expression; deep enough for people, and plannable on any thread's stack. */
    private static final int MAX_DEPTH = 250;

    private static final Set<String> EXPRESSIONS = Set.of(
            "BETWEEN",
            "CASE",
            "CAST",
            "COLLATE",
            "COLUMN_REF",
            "COMPARISON",
            "CONJUNCTION",
            "CONSTANT",
            "FUNCTION",
            "LAMBDA",
            "LAMBDA_REF",
            "OPERATOR",
            "PARAMETER",
            "POSITIONAL_REFERENCE",
            "STAR",
            "SUBQUERY",
            "TYPE",
            "WINDOW");

    private static final Set<String> ELEMENTS = Set.of(
            "SELECT_NODE",
            "SET_OPERATION_NODE",
            "RECURSIVE_CTE_NODE",
            "CTE_NODE",
            "BASE_TABLE",
            "SUBQUERY",
            "JOIN",
            "TABLE_FUNCTION",
            "EXPRESSION_LIST",
            "EMPTY",
            "EMPTY_FROM",
            "PIVOT",
            "SHOW_REF",
            "ORDER_MODIFIER",
            "LIMIT_MODIFIER",
            "LIMIT_PERCENT_MODIFIER",
            "DISTINCT_MODIFIER",
            "ORDER_DEFAULT",
            "ASCENDING",
            "DESCENDING");

    /** A common table expression in scope. */
    private record Scope(@Nullable Scope outer, String name) {
        static boolean has(@Nullable Scope scope, String name) {
            String folded = Identifiers.fold(name);
            for (Scope s = scope; s != null; s = s.outer) {
                if (s.name.equals(folded)) {
                    return true;
                }
            }
            return false;
        }

        static Scope with(@Nullable Scope outer, String name) {
            return new Scope(outer, Identifiers.fold(name));
        }
    }

    private final Set<LakeTable> tables = new LinkedHashSet<>();
    private final Set<LakeTable> again = new HashSet<>();
    private final Map<LakeTable, Conditions> conditions = new HashMap<>();
    private final SizeRules sizes = new SizeRules();
    private int parameters;

    void walk(JsonNode statement) {
        JsonNode names = statement.path("named_param_map");
        parameters = names.size();
        for (JsonNode name : names) {
            if (!name.path("key").asText().matches("[0-9]+")) {
                throw new QueryException(
                        Reason.INVALID,
                        "cannot run: expected parameters as ?, got $"
                                + name.path("key").asText(),
                        null);
            }
        }
        visit(statement, null, 0);
    }

    Set<LakeTable> tables() {
        return tables;
    }

    int parameters() {
        return parameters;
    }

    /** What is said of tables that are named once. */
    Map<LakeTable, Conditions> conditions() {
        conditions.keySet().removeAll(again);
        return conditions;
    }

    private void visit(JsonNode node, @Nullable Scope scope, int depth) {
        if (node.isArray()) {
            node.forEach(child -> visit(child, scope, depth));
        } else if (node.isObject()) {
            visitObject(node, scope, depth);
        }
    }

    private void visitObject(JsonNode node, @Nullable Scope outer, int outerDepth) {
        String type = requireKnown(node);
        int depth = type.isEmpty() ? outerDepth : outerDepth + 1;
        if (depth > MAX_DEPTH) {
            throw new QueryException(
                    Reason.INVALID, "cannot run: it is nested deeper than " + MAX_DEPTH + " levels", null);
        }
        Scope scope = outer;
        for (JsonNode entry : node.path("cte_map").path("map")) {
            visit(entry.path("value"), scope, depth);
            scope = Scope.with(scope, entry.path("key").asText());
        }
        switch (type) {
            case "BASE_TABLE" -> table(node, scope);
            case "SELECT_NODE" -> conditions(node);
            case "TABLE_FUNCTION" -> {
                FunctionRules.requireTableFunction(node.path("function"));
                sizes.except(node.path("function"));
            }
            case "FUNCTION", "WINDOW" -> {
                FunctionRules.requireFunction(node);
                sizes.require(node);
            }
            case "SHOW_REF" -> requireQuery(node);
            default -> {}
        }
        // The first part of a recursion does not see what it starts.
        Scope inside = type.equals("RECURSIVE_CTE_NODE")
                ? Scope.with(scope, node.path("cte_name").asText())
                : scope;
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!field.getKey().equals("cte_map")) {
                visit(field.getValue(), field.getKey().equals("left") ? scope : inside, depth);
            }
        }
    }

    /** The kind of element; empty for a part of one that has no kind. */
    private static String requireKnown(JsonNode node) {
        JsonNode expression = node.path("class");
        if (!expression.isMissingNode()) {
            if (!EXPRESSIONS.contains(expression.asText())) {
                throw refused(expression.asText());
            }
            return expression.asText();
        }
        JsonNode type = node.path("type");
        if (!type.isTextual()) {
            return "";
        }
        String name = type.asText();
        if (!ELEMENTS.contains(name) && !name.endsWith("_TYPE_INFO")) {
            throw refused(name);
        }
        return name;
    }

    private void table(JsonNode node, @Nullable Scope scope) {
        String catalog = node.path("catalog_name").asText();
        String schema = node.path("schema_name").asText();
        String name = node.path("table_name").asText();
        if (catalog.isEmpty() && schema.isEmpty() && Scope.has(scope, name)) {
            return;
        }
        LakeTable table = catalog.isEmpty() ? LakeTable.named(schema, name) : null;
        if (table == null || node.path("qualified_name").path("path").size() != 2) {
            String full = (catalog.isEmpty() ? "" : catalog + ".") + (schema.isEmpty() ? "" : schema + ".") + name;
            throw new QueryException(
                    Reason.REFUSED,
                    "cannot read \"" + full + "\": expected one of " + String.join(", ", LakeTable.names()),
                    null);
        }
        if (!tables.add(table)) {
            again.add(table);
        }
    }

    private void conditions(JsonNode select) {
        JsonNode from = select.path("from_table");
        if (!from.path("type").asText().equals("BASE_TABLE")) {
            return;
        }
        LakeTable table = LakeTable.named(
                from.path("schema_name").asText(), from.path("table_name").asText());
        Conditions said = table == null ? null : Conditions.of(select);
        if (table != null && said != null) {
            conditions.put(table, said);
        }
    }

    private static void requireQuery(JsonNode show) {
        if (!show.path("query").isObject() || !show.path("table_name").asText().isEmpty()) {
            throw new QueryException(
                    Reason.REFUSED, "cannot run: expected DESCRIBE or SUMMARIZE of a query, got SHOW", null);
        }
    }

    private static QueryException refused(String element) {
        return new QueryException(
                Reason.REFUSED, "cannot run: expected a SELECT over the lake's tables, got " + element, null);
    }
}
