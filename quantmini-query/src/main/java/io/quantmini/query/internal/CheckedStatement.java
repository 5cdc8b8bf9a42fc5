package io.quantmini.query.internal;

import java.util.Map;
import java.util.Set;

/**
 * One SELECT that reads nothing but tables of the lake.
 *
 * @param sql as it was asked
 * @param tables that it names
 * @param parameters how many values it takes
 * @param conditions on tables that it names once, as far as they name files
 */
record CheckedStatement(String sql, Set<LakeTable> tables, int parameters, Map<LakeTable, Conditions> conditions) {
    CheckedStatement {
        tables = Set.copyOf(tables);
        conditions = Map.copyOf(conditions);
    }
}
