/**
 * The stages of a pipeline, one small interface each, with the records they take and give. Rows enter at
 * {@link io.quantmini.stage.Ingestor}.
 */
@NullMarked
package io.quantmini.stage;

import org.jspecify.annotations.NullMarked;
