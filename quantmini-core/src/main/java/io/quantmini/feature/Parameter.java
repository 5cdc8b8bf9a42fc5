package io.quantmini.feature;

import org.jspecify.annotations.Nullable;

/** What a number that follows an operator's operands stands for. */
public enum Parameter {
    /** Rows back, whole and not 0; negative looks ahead and is for labels only. */
    LAG("lag"),
    /** Rows of a window, the current one included: whole, at least 1. */
    ROWS("rows"),
    /** A share from 0 to 1. */
    SHARE("share");

    /** The longest window or lag. */
    public static final int MAX_ROWS = 10_000;

    private final String label;

    Parameter(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** What is wrong with the value, {@code expected A, got B}; null when nothing is. */
    @Nullable
    String problem(double value) {
        return switch (this) {
            case LAG -> lagProblem(value);
            case ROWS ->
                whole(value) && value >= 1 && value <= MAX_ROWS
                        ? null
                        : "expected a whole number of rows from 1 to " + MAX_ROWS + ", got " + print(value);
            case SHARE -> value >= 0 && value <= 1 ? null : "expected a share from 0 to 1, got " + print(value);
        };
    }

    private static @Nullable String lagProblem(double value) {
        if (value == 0) {
            return "expected a lag other than 0, got 0; Qlib reads 0 as the first value there is,"
                    + " which depends on where the data begin";
        }
        return whole(value) && Math.abs(value) <= MAX_ROWS
                ? null
                : "expected a whole lag of at most " + MAX_ROWS + " rows, got " + print(value);
    }

    private static boolean whole(double value) {
        return value == Math.rint(value);
    }

    private static String print(double value) {
        return ExpressionPrinter.number(value);
    }
}
