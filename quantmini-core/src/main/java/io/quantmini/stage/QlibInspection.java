package io.quantmini.stage;

import io.quantmini.integrity.QlibFinding;
import java.nio.file.Path;
import java.util.List;

/**
 * What an inspection of a Qlib directory looked at and found.
 *
 * @param directory the directory; paths of findings are relative to it
 * @param instruments how many it lists
 * @param files how many were read
 * @param bytes sum of their lengths
 * @param rows rows that values were compared with; 0 when none were read
 * @param findings faults and remarks, by path and offset; at most a few for a file, however many of its values are wrong
 */
public record QlibInspection(
        Path directory, int instruments, long files, long bytes, long rows, List<QlibFinding> findings) {
    public QlibInspection {
        findings = List.copyOf(findings);
    }

    /** Whether nothing is wrong; there may be remarks. */
    public boolean isClean() {
        return faults().isEmpty();
    }

    /** The findings that are damage. */
    public List<QlibFinding> faults() {
        return findings.stream().filter(finding -> finding.check().isFault()).toList();
    }

    /** The findings that are none: those of Qlib's own health check. */
    public List<QlibFinding> remarks() {
        return findings.stream().filter(finding -> !finding.check().isFault()).toList();
    }
}
