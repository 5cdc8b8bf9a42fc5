/**
 * How DuckDB is opened and spoken to. Start at {@link io.quantmini.query.internal.DuckDbSession}; features at
 * {@link io.quantmini.query.internal.FeatureQuery}.
 */
@NullMarked
package io.quantmini.query.internal;

import org.jspecify.annotations.NullMarked;
