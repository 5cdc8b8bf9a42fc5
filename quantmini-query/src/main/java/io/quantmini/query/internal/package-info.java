/**
 * How questions are planned and answered, and how DuckDB is opened and spoken to. Start at
 * {@link io.quantmini.query.internal.LakeQuestions}, features at {@link io.quantmini.query.internal.FeatureQuery}.
 */
@NullMarked
package io.quantmini.query.internal;

import org.jspecify.annotations.NullMarked;
