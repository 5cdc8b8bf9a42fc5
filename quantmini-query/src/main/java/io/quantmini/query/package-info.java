/**
 * Typed bars and everything that speaks SQL. Questions start at {@link io.quantmini.query.DuckDbQueryEngine}, features at
 * {@link io.quantmini.query.DuckDbFeatureEngine}.
 */
@NullMarked
package io.quantmini.query;

import org.jspecify.annotations.NullMarked;
