package io.quantmini.admission;

import io.quantmini.stage.RowFault;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What became of the records of one file. Always {@code read = published + quarantined + duplicates + blank}; while the file
 * is being read, rows not yet decided are not yet counted.
 *
 * @param read records after the header, blank lines included
 * @param published rows given to the sink
 * @param quarantined rows in quarantine, the sum of {@code reasons}
 * @param duplicates rows that repeat an earlier one exactly
 * @param blank blank lines
 * @param reasons quarantined rows by reason, in the order of {@link RowFault}; only reasons that occur
 * @param extraColumns header names nobody asked for, in file order
 * @param findings in the order of {@link FileFinding}
 * @param bytesIn length of the compressed file
 * @param bytesOut decompressed bytes
 * @param crc32 CRC-32 as the trailer of the last gzip member states it
 */
public record AdmissionTally(
        long read,
        long published,
        long quarantined,
        long duplicates,
        long blank,
        Map<RowFault, Long> reasons,
        List<String> extraColumns,
        List<FileFinding> findings,
        long bytesIn,
        long bytesOut,
        long crc32) {
    public AdmissionTally {
        Map<RowFault, Long> ordered = new EnumMap<>(RowFault.class);
        ordered.putAll(reasons);
        reasons = Collections.unmodifiableMap(ordered);
        extraColumns = List.copyOf(extraColumns);
        findings = List.copyOf(findings);
        long sum = reasons.values().stream().mapToLong(Long::longValue).sum();
        if (read != published + quarantined + duplicates + blank || quarantined != sum) {
            throw new IllegalArgumentException("[admission tally] expected read = published + quarantined + duplicates"
                    + " + blank, and quarantined = the sum of its reasons, got " + read + " = " + published + " + "
                    + quarantined + " + " + duplicates + " + " + blank + ", " + reasons);
        }
    }
}
