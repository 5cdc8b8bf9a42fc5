/**
 * Columns of Arrow vectors as encoded Parquet pages, after the Apache Parquet format specification. Start at
 * {@link io.quantmini.storage.internal.page.RowGroupEncoder}. Not part of the API.
 */
@NullMarked
package io.quantmini.storage.internal.page;

import org.jspecify.annotations.NullMarked;
