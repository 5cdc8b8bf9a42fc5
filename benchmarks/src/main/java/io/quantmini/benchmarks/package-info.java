/**
 * Benchmarks. Start at {@link io.quantmini.benchmarks.IngestBenchmark} or {@link io.quantmini.benchmarks.ParquetWriteBenchmark};
 * each proves that its contenders give the same values before it times them.
 */
@NullMarked
package io.quantmini.benchmarks;

import org.jspecify.annotations.NullMarked;
