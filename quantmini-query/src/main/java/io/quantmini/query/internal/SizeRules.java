package io.quantmini.query.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantmini.query.QueryException;
import io.quantmini.query.QueryException.Reason;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How much one value may grow by a function that is told a size. DuckDB makes such a value in one go: it counts it against no
 * memory limit, and cannot be interrupted meanwhile. So sizes have to be written down, and all of a statement together, as they
 * may be applied to one another, have to stay within bounds.
 */
final class SizeRules {
    /** Most characters or elements that one becomes, in each row. */
    private static final long MOST_TIMES = 100_000;

    /** Most elements of lists that are made from nothing. */
    private static final long MOST_ELEMENTS = 1_000_000;

    /** Their second argument is the size. */
    private static final Set<String> MULTIPLYING =
            Set.of("repeat", "lpad", "rpad", "list_resize", "array_resize", "bitstring");

    private static final Set<String> COUNTING = Set.of("range", "generate_series");
    private static final Set<String> FORMATTING = Set.of("format", "printf");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    private long times = 1;
    private long elements = 1;

    /** These very nodes: one that looks the same elsewhere is another. */
    private final Set<JsonNode> givingRows = Collections.newSetFromMap(new IdentityHashMap<>());

    /** A function that gives rows, one batch after the other: its sizes are free. */
    void except(JsonNode function) {
        givingRows.add(function);
    }

    /** A function of the statement. */
    void require(JsonNode function) {
        if (givingRows.contains(function)) {
            return;
        }
        String name = Identifiers.fold(function.path("function_name").asText());
        JsonNode arguments = function.path("arguments");
        if (MULTIPLYING.contains(name)) {
            // As a call on a column, x.repeat(3), the first argument is not among the others.
            boolean onColumn = function.path("qualified_name").path("path").size() > 1;
            times = product(name, times, size(name, arguments.path(onColumn ? 0 : 1)), MOST_TIMES);
        } else if (COUNTING.contains(name)) {
            long most = 1;
            for (JsonNode argument : arguments) {
                most = Math.max(most, size(name, argument));
            }
            elements = product(name, elements, most, MOST_ELEMENTS);
        } else if (FORMATTING.contains(name)) {
            requireFormat(name, arguments.path(0));
        }
    }

    private static long product(String name, long before, long size, long most) {
        // Sizes are those of the statement's text, so that the product of two bounded ones cannot overflow.
        if (size > most || before * Math.max(1, size) > most) {
            throw refused(name, "sizes of " + most + " at most, all of the statement multiplied");
        }
        return before * Math.max(1, size);
    }

    private static long size(String name, JsonNode argument) {
        String size = literal(argument, "INTEGER");
        if (size == null || !size.matches("[0-9]{1,9}")) {
            throw refused(name, "a size that is a number");
        }
        return Long.parseLong(size);
    }

    private static void requireFormat(String name, JsonNode argument) {
        String format = literal(argument, "STRING");
        if (format == null) {
            throw refused(name, "a format that is a text");
        }
        Matcher number = NUMBER.matcher(format);
        while (number.find()) {
            if (number.group().length() > 3) {
                throw refused(name, "widths below 1000");
            }
        }
    }

    /** The text of a literal of that kind; null when it is anything else. */
    private static @Nullable String literal(JsonNode argument, String kind) {
        JsonNode literal = argument.path("expression").path("literal");
        return literal.path("kind").asText().equals(kind) ? literal.path("text").asText() : null;
    }

    private static QueryException refused(String name, String expected) {
        return new QueryException(
                Reason.REFUSED,
                "cannot call " + name + ": expected " + expected
                        + ", got another; range() after FROM gives rows without a bound",
                null);
    }
}
