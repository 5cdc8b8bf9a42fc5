/** Everything that speaks SQL, on DuckDB. Features start at {@link io.quantmini.query.DuckDbFeatureEngine}. */
@NullMarked
package io.quantmini.query;

import org.jspecify.annotations.NullMarked;
