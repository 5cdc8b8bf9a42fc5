/**
 * An invented market and an S3 server on loopback to serve it from, so that the whole pipeline runs without an account.
 * Start at {@link io.quantmini.cli.demo.SyntheticMarket} and {@link io.quantmini.cli.demo.EmbeddedStore}.
 */
@NullMarked
package io.quantmini.cli.demo;

import org.jspecify.annotations.NullMarked;
