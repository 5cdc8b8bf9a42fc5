/** Qlib directories beside Qlib's own script. */
@NullMarked
package io.quantmini.benchmarks.gold;

import org.jspecify.annotations.NullMarked;
