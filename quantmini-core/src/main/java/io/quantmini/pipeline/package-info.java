/**
 * Stages put together and run. Start at {@link io.quantmini.pipeline.PipelineBuilder}.
 */
@NullMarked
package io.quantmini.pipeline;

import org.jspecify.annotations.NullMarked;
