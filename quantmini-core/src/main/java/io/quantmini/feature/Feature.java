package io.quantmini.feature;

import java.util.regex.Pattern;

/**
 * A column of silver and its definition.
 *
 * @param name {@code [a-z0-9_]+}, not starting with a digit, at most 100 characters
 * @param expression its definition
 */
public record Feature(String name, Expression expression) {
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,99}");

    public Feature {
        requireName(name);
        if (Lookback.looksAhead(expression)) {
            throw FeatureException.of(name, "cannot be a feature: expected a look back only, got a look ahead");
        }
    }

    /** A feature defined by text; whatever is wrong with it is a {@link FeatureException} with the name. */
    public static Feature of(String name, String expression) {
        return new Feature(name, new ExpressionParser(name, expression, false).parse());
    }

    /** How many rows before the current one its value depends on; within a session that is not counted. */
    public int lookback() {
        return Lookback.rows(expression);
    }

    static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw FeatureException.of(
                    name, "cannot name a column: expected lower-case letters, digits and _, got \"" + name + "\"");
        }
    }

    @Override
    public String toString() {
        return name + " = " + expression.text();
    }
}
