package io.quantmini.feature;

import io.quantmini.feature.Expression.Call;

/** How far back a tree looks, and how far ahead. */
final class Lookback {
    private Lookback() {}

    /** Rows before the current one, at least 0. */
    static int rows(Expression expression) {
        return Math.max(0, before(expression));
    }

    /** Rows after the current one, at least 0. */
    static int rowsAhead(Expression expression) {
        return Math.max(0, after(expression));
    }

    static boolean looksAhead(Expression expression) {
        boolean ahead = expression instanceof Call call
                && call.operator().parameters().contains(Parameter.LAG)
                && call.rows() < 0;
        for (Expression child : expression.children()) {
            ahead |= looksAhead(child);
        }
        return ahead;
    }

    /** How many rows before the current one the oldest lies that counts; negative for one after it. */
    private static int before(Expression expression) {
        int rows =
                expression.children().stream().mapToInt(Lookback::before).max().orElse(0);
        return expression instanceof Call call
                ? Math.addExact(rows, call.operator().rowsBefore(call))
                : rows;
    }

    /** How many rows after the current one the newest lies that counts; negative for one before it. */
    private static int after(Expression expression) {
        int rows =
                expression.children().stream().mapToInt(Lookback::after).max().orElse(0);
        return expression instanceof Call call
                ? Math.addExact(rows, call.operator().rowsAfter(call))
                : rows;
    }
}
