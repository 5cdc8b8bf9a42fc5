/**
 * The loops of the vectorised engine, over plain arrays: one class a family of operators, its plain version beside it. NaN
 * is null.
 *
 * <p>A window of {@code d} rows is merged from two that follow each other, {@link io.quantmini.features.internal.kernel.Ladder}
 * says which. So a value is one fixed computation over its own rows: nothing is subtracted, nothing drifts, and where the
 * load began cannot be seen. A window that is not full of values gives NaN by itself.
 */
@NullMarked
package io.quantmini.features.internal.kernel;

import org.jspecify.annotations.NullMarked;
