/** Rows in motion. Start at {@link io.quantmini.batch.BatchStream}; a loop over bars uses {@link io.quantmini.batch.BarCursor}. */
@NullMarked
package io.quantmini.batch;

import org.jspecify.annotations.NullMarked;
