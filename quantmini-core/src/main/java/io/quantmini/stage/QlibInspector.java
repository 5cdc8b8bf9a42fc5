package io.quantmini.stage;

/** Looks into a Qlib directory for what is wrong with it. Safe for use by several threads. */
public interface QlibInspector {
    /**
     * Holds every file of the directory against Qlib's format and against what the request says it holds. Takes no lock and
     * changes nothing. Faults, up to a directory that is not there and rows that cannot be read, are findings and no errors.
     *
     * @throws io.quantmini.pipeline.PipelineInterruptedException when the thread is interrupted
     */
    QlibInspection inspect(QlibInspectionRequest request);
}
