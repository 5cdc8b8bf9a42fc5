/**
 * Files and columns of the Parquet stages: rows enter a file in {@link io.quantmini.storage.internal.ColumnFileWriter} and
 * leave it in {@link io.quantmini.storage.internal.FileBatches}. Not part of the API.
 */
@NullMarked
package io.quantmini.storage.internal;

import org.jspecify.annotations.NullMarked;
