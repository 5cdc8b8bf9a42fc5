/** Start at {@link io.quantmini.QuantminiException}. */
@NullMarked
package io.quantmini;

import org.jspecify.annotations.NullMarked;
