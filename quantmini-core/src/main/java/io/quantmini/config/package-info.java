/**
 * Settings and secrets, merged from defaults, {@code quantmini.yaml}, {@code .env}, the environment and code. Start at
 * {@link io.quantmini.config.ConfigLoader}, which gives a {@link io.quantmini.config.QuantminiConfig}.
 */
@NullMarked
package io.quantmini.config;

import org.jspecify.annotations.NullMarked;
