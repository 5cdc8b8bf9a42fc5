package io.quantmini.query.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quantmini.query.QueryException;
import io.quantmini.query.QueryException.Reason;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Lets through a single SELECT over the lake's tables. It judges the tree that DuckDB itself parses from the text, so that
 * comments, quotes and spellings make no difference, and it knows what is allowed: what it has never heard of is refused.
 */
final class StatementCheck {
    /** DuckDB's parser recurses; within this length its depth fits {@link DeepStack}. */
    static final int MAX_CHARACTERS = 50_000;

    /** Far beyond what {@link StatementWalk} lets through: it is there to end with a message, not with a limit. */
    private static final int MAX_JSON_DEPTH = 50_000;

    private static final JsonMapper JSON = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_JSON_DEPTH)
                            .build())
                    .build())
            .build();

    private StatementCheck() {}

    /** The statement, checked; runs nothing of it. */
    static CheckedStatement check(String sql, Connection connection) throws SQLException {
        requireText(sql);
        JsonNode parsed = parse(sql, connection);
        if (parsed.path("error").asBoolean(true)) {
            throw unparsable(parsed);
        }
        JsonNode statements = parsed.path("statements");
        if (statements.size() != 1) {
            throw new QueryException(
                    statements.isEmpty() ? Reason.INVALID : Reason.REFUSED,
                    "cannot run: expected one SELECT, got " + statements.size() + " statements",
                    null);
        }
        StatementWalk walk = new StatementWalk();
        walk.walk(statements.get(0));
        return new CheckedStatement(sql, walk.tables(), walk.parameters(), walk.conditions());
    }

    private static void requireText(String sql) {
        if (sql.length() > MAX_CHARACTERS) {
            throw new QueryException(
                    Reason.INVALID,
                    "cannot run: expected at most " + MAX_CHARACTERS + " characters, got " + sql.length()
                            + "; pass long lists as parameters",
                    null);
        }
        // A NUL would end the text for one reader of it and not for the other.
        boolean readable = sql.indexOf('\0') < 0
                && sql.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        if (!readable) {
            throw new QueryException(
                    Reason.INVALID, "cannot run: expected Unicode text without NUL and half surrogate pairs", null);
        }
    }

    private static JsonNode parse(String sql, Connection connection) throws SQLException {
        // As a literal it is parsed while this statement is planned, on this thread and its deep stack.
        String question = "SELECT json_serialize_sql(" + SqlText.text(sql) + ")";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            rows.next();
            return JSON.readTree(rows.getString(1));
        } catch (JsonProcessingException e) {
            throw new QueryException(Reason.FAILED, "cannot read the parsed statement: " + e.getOriginalMessage(), e);
        }
    }

    private static QueryException unparsable(JsonNode parsed) {
        String message = parsed.path("error_message").asText();
        if (parsed.path("error_type").asText().equals("not implemented")) {
            return new QueryException(Reason.REFUSED, "cannot run: expected a SELECT, got another statement", null);
        }
        return new QueryException(
                Reason.INVALID,
                "cannot parse: " + message
                        + (parsed.has("position")
                                ? " (character " + parsed.path("position").asText() + ")"
                                : ""),
                null);
    }
}
