package io.quantmini.pipeline;

import java.util.List;

/**
 * What a run did.
 *
 * @param stages one entry a stage and dataset, in the order they ran
 * @param files one entry a flat file considered, by dataset and session; of a download, those that could not be fetched
 * @param findings remarks that concern no single file
 */
public record PipelineReport(List<StageReport> stages, List<SessionReport> files, List<String> findings) {
    public PipelineReport {
        stages = List.copyOf(stages);
        files = List.copyOf(files);
        findings = List.copyOf(findings);
    }

    /** Whether anything was downloaded, committed or written, or tried in vain. */
    public boolean didWork() {
        return stages.stream().anyMatch(stage -> stage.done() > 0)
                || files.stream()
                        .anyMatch(file -> file.outcome() == SessionReport.Outcome.REJECTED
                                || file.outcome() == SessionReport.Outcome.NOT_FETCHED);
    }

    /** Whether every file considered is in the lake, and none failed to be fetched. */
    public boolean isComplete() {
        return files.stream().allMatch(file -> file.outcome().isAccepted());
    }
}
