/**
 * The language in which features are defined, and sets of features. Start at {@link io.quantmini.feature.Expression}; what
 * each operator means stands at {@link io.quantmini.feature.Operator}, what a set promises at
 * {@link io.quantmini.feature.FeatureSet}.
 */
@NullMarked
package io.quantmini.feature;

import org.jspecify.annotations.NullMarked;
