package io.quantmini.pipeline;

import io.quantmini.market.Dataset;
import java.time.YearMonth;
import java.util.List;

/**
 * What a compaction did.
 *
 * @param months months with fewer files than before, by dataset and month
 * @param findings why a month was left as it is, where that needs somebody to look
 */
public record CompactionReport(List<Month> months, List<String> findings) {
    public CompactionReport {
        months = List.copyOf(months);
        findings = List.copyOf(findings);
    }

    /**
     * One commit.
     *
     * @param dataset of the rows
     * @param month of the sessions
     * @param filesBefore files that were merged
     * @param filesAfter files that took their place: one a partition
     * @param rows rows in either
     */
    public record Month(Dataset dataset, YearMonth month, int filesBefore, int filesAfter, long rows) {}

    /** Whether anything was merged. */
    public boolean didWork() {
        return !months.isEmpty();
    }
}
