/**
 * Benchmarks. Start at {@link io.quantmini.benchmarks.IngestBenchmark} and {@link io.quantmini.benchmarks.IngestContender}, or at
 * {@link io.quantmini.benchmarks.ParquetWriteBenchmark}; each proves that its contenders give the same values before it times them.
 * {@link io.quantmini.benchmarks.Main} runs them, {@link io.quantmini.benchmarks.IngestMain} is timed beside other programs.
 */
@NullMarked
package io.quantmini.benchmarks;

import org.jspecify.annotations.NullMarked;
