package io.quantmini.stage;

import java.nio.file.Path;
import java.util.List;

/**
 * What an update of a Qlib directory did.
 *
 * @param directory the directory, complete
 * @param outcome whether anything was written
 * @param rows input rows read; 0 when unchanged; of a directory that was extended those of the new sessions, and of one
 *     session before them where a field looks back
 * @param skipped rows read that have no place in the calendar, such as minutes outside regular hours
 * @param instruments instruments in the directory
 * @param files files in the directory
 * @param bytes sum of their lengths
 * @param findings what was written otherwise than asked for, such as members of an index that have no bars; empty when
 *     unchanged
 */
public record QlibResult(
        Path directory,
        Outcome outcome,
        long rows,
        long skipped,
        int instruments,
        long files,
        long bytes,
        List<String> findings) {
    public QlibResult {
        findings = List.copyOf(findings);
    }

    /** Whether anything was written. */
    public enum Outcome {
        /** The directory held these inputs already, every file in place. */
        UNCHANGED,
        /** New sessions, or other lists of members, were added to the directory as it stood. */
        EXTENDED,
        /** Written anew beside the old one and swapped in. */
        REBUILT
    }
}
