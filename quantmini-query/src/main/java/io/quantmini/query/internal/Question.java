package io.quantmini.query.internal;

import java.util.List;
import java.util.Map;

/**
 * What DuckDB is asked.
 *
 * @param sql one SELECT
 * @param parameters of it, in order
 * @param views that it reads, each with its SELECT
 * @param files behind all of it
 */
record Question(String sql, List<?> parameters, Map<LakeTable, String> views, PlannedFiles files) {}
