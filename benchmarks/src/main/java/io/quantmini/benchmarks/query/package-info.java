/** Questions under load: {@link io.quantmini.benchmarks.query.StressMain}. */
@NullMarked
package io.quantmini.benchmarks.query;

import org.jspecify.annotations.NullMarked;
