package io.quantmini.feature;

import io.quantmini.feature.Expression.Call;

/** How far back a tree looks. */
final class Lookback {
    private Lookback() {}

    static int rows(Expression expression) {
        int rows = 0;
        for (Expression child : expression.children()) {
            rows = Math.max(rows, rows(child));
        }
        return expression instanceof Call call
                ? Math.addExact(rows, call.operator().rowsBefore(call))
                : rows;
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
}
