package io.quantmini.pipeline;

import io.quantmini.market.Dataset;

/**
 * Hears of the progress of a pipeline, a validation or a compaction, on the thread that runs it. Must return quickly; what it throws ends the run.
 */
@FunctionalInterface
public interface ProgressListener {
    /** Hears nothing. */
    ProgressListener NONE = progress -> {};

    void onProgress(Progress progress);

    /**
     * One step done.
     *
     * @param stage of the pipeline
     * @param dataset being worked on
     * @param step what was done, such as {@code 2025-01-02} or {@code 2025-01}
     * @param done steps of this stage and dataset done, this one included
     * @param total steps of this stage and dataset
     * @param rows rows this step wrote, or a validation looked at
     * @param bytes bytes this step read
     */
    record Progress(Stage stage, Dataset dataset, String step, int done, int total, long rows, long bytes) {}
}
