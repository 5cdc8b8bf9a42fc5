package io.quantmini.query.internal;

import java.util.Set;

/**
 * One SELECT that reads nothing but tables of the lake.
 *
 * @param sql as it was asked
 * @param tables that it names
 * @param parameters how many values it takes
 */
record CheckedStatement(String sql, Set<LakeTable> tables, int parameters) {
    CheckedStatement {
        tables = Set.copyOf(tables);
    }
}
