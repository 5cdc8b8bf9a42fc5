/** How the vectorised engine computes. Start at {@link io.quantmini.features.internal.FeatureProgram}. */
@NullMarked
package io.quantmini.features.internal;

import org.jspecify.annotations.NullMarked;
