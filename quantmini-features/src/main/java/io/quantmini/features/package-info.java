/** The feature sets that ship. Start at {@link io.quantmini.features.FeatureSets}. */
@NullMarked
package io.quantmini.features;

import org.jspecify.annotations.NullMarked;
