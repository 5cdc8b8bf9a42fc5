package io.quantmini.pipeline;

import io.quantmini.QuantminiException;

/** The thread that ran a pipeline or a validation was interrupted. What was committed stays; the same run again goes on from there. */
public final class PipelineInterruptedException extends QuantminiException {
    private static final long serialVersionUID = 1L;

    public PipelineInterruptedException() {
        super("[pipeline] interrupted; run the same again to go on", null);
    }
}
