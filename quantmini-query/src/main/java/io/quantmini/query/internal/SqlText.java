package io.quantmini.query.internal;

import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;

/** Names and values as SQL text that can only be read as that name or value. */
public final class SqlText {
    private SqlText() {}

    /** A quoted identifier. */
    public static String name(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** A string literal. */
    public static String text(String value) {
        return '\'' + value.replace("'", "''") + '\'';
    }

    /** A DOUBLE literal; bare decimals would be DECIMAL. */
    public static String number(double value) {
        return "CAST(" + text(Double.toString(value)) + " AS DOUBLE)";
    }

    /** A list literal of paths. */
    public static String paths(Collection<Path> paths) {
        return paths.stream().map(path -> text(path.toString())).collect(Collectors.joining(", ", "[", "]"));
    }
}
