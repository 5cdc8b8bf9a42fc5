/**
 * Turns a gzip CSV into off-heap Arrow batches, every record accounted for. Start at
 * {@link io.quantmini.ingest.StreamingIngestor}.
 */
@NullMarked
package io.quantmini.ingest;

import org.jspecify.annotations.NullMarked;
