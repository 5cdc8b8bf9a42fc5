/**
 * Parquet partitions and tables: {@link io.quantmini.storage.ParquetPartitionWriter} writes what a unit
 * commits, {@link io.quantmini.storage.ParquetPartitionReader} reads it back, {@link io.quantmini.storage.ParquetTableStore}
 * keeps small tables, {@link io.quantmini.storage.ParquetPartitionInspector} looks for damage. Start at the writer.
 */
@NullMarked
package io.quantmini.storage;

import org.jspecify.annotations.NullMarked;
