package io.quantmini.pipeline;

import io.quantmini.market.Dataset;
import java.time.Duration;

/**
 * What one stage did for one dataset.
 *
 * @param stage of the pipeline
 * @param dataset worked on
 * @param done units of work done: files downloaded, sessions committed, months or directories written
 * @param skipped units already up to date
 * @param rows rows written
 * @param bytes read, in the form they were found; for gold, of the directory written
 * @param elapsed wall time
 */
public record StageReport(
        Stage stage, Dataset dataset, int done, int skipped, long rows, long bytes, Duration elapsed) {
    /** Rows written a second; 0 when nothing was written. */
    public long rowsPerSecond() {
        long nanos = elapsed.toNanos();
        return nanos == 0 ? 0 : (long) (rows * 1e9 / nanos);
    }
}
