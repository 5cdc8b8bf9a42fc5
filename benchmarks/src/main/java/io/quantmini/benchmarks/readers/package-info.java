/**
 * Readers of a lake that another process rewrites: {@link io.quantmini.benchmarks.readers.RewriteMain} commits states that can be
 * told apart, {@link io.quantmini.benchmarks.readers.ReadMain} looks whether every answer is one of them.
 * {@code benchmarks/faults/readers} runs both.
 */
@NullMarked
package io.quantmini.benchmarks.readers;

import org.jspecify.annotations.NullMarked;
