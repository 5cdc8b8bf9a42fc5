/**
 * How modules announce their stages: one provider interface a stage, found through {@link java.util.ServiceLoader}. Start
 * at {@link io.quantmini.spi.StageProvider}.
 */
@NullMarked
package io.quantmini.spi;

import org.jspecify.annotations.NullMarked;
