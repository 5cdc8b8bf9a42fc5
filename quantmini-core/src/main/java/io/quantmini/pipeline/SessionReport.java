package io.quantmini.pipeline;

import io.quantmini.market.Dataset;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of one flat file. Always {@code read = published + quarantined + duplicates + blank} for an accepted file.
 *
 * @param dataset of its rows
 * @param session its date
 * @param file where it was read, or was to be fetched to
 * @param outcome accepted or rejected, now or in an earlier run, or not fetched
 * @param read records after the header
 * @param published rows in bronze
 * @param quarantined rows in quarantine
 * @param duplicates rows equal to another one
 * @param blank blank lines
 * @param reasons quarantined rows by reason, this run's files only
 * @param message why it was rejected or not fetched; empty when accepted
 * @param findings remarks, such as an empty file or a date that is no session
 */
public record SessionReport(
        Dataset dataset,
        LocalDate session,
        String file,
        Outcome outcome,
        long read,
        long published,
        long quarantined,
        long duplicates,
        long blank,
        Map<String, Long> reasons,
        String message,
        List<String> findings) {
    /** How it ended. */
    public enum Outcome {
        /** Read and committed in this run. */
        ACCEPTED,
        /** Committed by an earlier run from the same file; not read again. */
        UNCHANGED,
        /** Read in this run and refused whole; nothing of it is in the lake. */
        REJECTED,
        /** Refused by an earlier run and the same file still; not read again. */
        STILL_REJECTED,
        /** The store has it, but it could not be had whole in this run; the next one tries again. */
        NOT_FETCHED;

        public boolean isAccepted() {
            return this == ACCEPTED || this == UNCHANGED;
        }
    }

    public SessionReport {
        reasons = Collections.unmodifiableMap(new LinkedHashMap<>(reasons));
        findings = List.copyOf(findings);
    }
}
