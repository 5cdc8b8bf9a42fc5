package io.quantmini.query.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantmini.query.QueryException;
import io.quantmini.query.QueryException.Reason;
import java.util.Set;

/** Which functions a statement may call. */
final class FunctionRules {
    /** All that give tables out of their arguments alone. */
    static final Set<String> TABLE_FUNCTIONS = Set.of("range", "generate_series", "unnest");

    /** Those that look at, or touch, more than their arguments: settings, other statements, the catalog, the clock's pace. */
    static final Set<String> REFUSED = Set.of(
            "current_connection_id",
            "current_query",
            "current_query_id",
            "current_setting",
            "current_transaction_id",
            "currval",
            "format_type",
            "get_block_size",
            "getenv",
            "getvariable",
            "in_search_path",
            "json_execute_serialized_sql",
            "json_serialize_plan",
            "nextval",
            "pg_get_constraintdef",
            "pg_get_viewdef",
            "pg_sleep",
            "query",
            "query_table",
            "setseed",
            "setval",
            "sleep_ms",
            "stats",
            "txid_current",
            "write_log");

    private FunctionRules() {}

    /** A scalar, aggregate or window function; a qualified name may also be a call on a column. */
    static void requireFunction(JsonNode function) {
        String name = name(function);
        if (REFUSED.contains(name)) {
            throw refused(name);
        }
    }

    static void requireTableFunction(JsonNode function) {
        String name = name(function);
        if (!TABLE_FUNCTIONS.contains(name) || path(function).size() != 1) {
            throw refused(path(function).toString());
        }
    }

    private static String name(JsonNode function) {
        JsonNode path = path(function);
        String name = Identifiers.fold(function.path("function_name").asText());
        if (name.isEmpty()
                || !Identifiers.fold(path.path(path.size() - 1).asText()).equals(name)) {
            throw refused(path.toString());
        }
        return name;
    }

    private static JsonNode path(JsonNode function) {
        return function.path("qualified_name").path("path");
    }

    private static QueryException refused(String name) {
        return new QueryException(
                Reason.REFUSED, "cannot call " + name + ": it reaches beyond the lake's tables", null);
    }
}
