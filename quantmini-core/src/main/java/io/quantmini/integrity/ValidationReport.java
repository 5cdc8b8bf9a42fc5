package io.quantmini.integrity;

import io.quantmini.lake.Watermark;
import java.util.List;

/**
 * What a validation looked at and found.
 *
 * @param level how deep it looked
 * @param units units of the ledger
 * @param files files they list
 * @param rows rows of these, as listed
 * @param bytes their length, as listed
 * @param findings everything that is not as it should be: first units in the order of the ledger, then strays by path
 * @param gaps datasets and layers with sessions of the calendar between their first and last that have no rows. No
 *     findings: a session that nobody asked for looks the same. Empty at {@link ValidationLevel#STRUCTURE}
 */
public record ValidationReport(
        ValidationLevel level,
        long units,
        long files,
        long rows,
        long bytes,
        List<Finding> findings,
        List<Watermark> gaps) {
    public ValidationReport {
        findings = List.copyOf(findings);
        gaps = List.copyOf(gaps);
    }

    /** Whether nothing was found. */
    public boolean isClean() {
        return findings.isEmpty();
    }
}
