/** The feature engines, beside the peers of {@code peers/features}: start at {@link io.quantmini.benchmarks.features.FeaturesMain}. */
@NullMarked
package io.quantmini.benchmarks.features;

import org.jspecify.annotations.NullMarked;
