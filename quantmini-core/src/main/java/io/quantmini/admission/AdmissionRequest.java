package io.quantmini.admission;

import io.quantmini.market.Dataset;
import io.quantmini.stage.IngestLimits;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * What to admit.
 *
 * @param file the landed file
 * @param key what quarantine lines call the file: its object key, never a path of this machine
 * @param dataset of its rows
 * @param session the file's date
 * @param limits caps of the file
 * @param quarantine file to write quarantined rows to, in a directory that exists; temporary files stand beside it
 * @param spill directory for rows to be sorted that do not fit in memory; made when it is missing and needed
 * @param sorted collect all rows and sort them before the first one is given; otherwise a row out of order is an {@link
 *     UnsortedFileException}
 */
public record AdmissionRequest(
        Path file,
        String key,
        Dataset dataset,
        LocalDate session,
        IngestLimits limits,
        Path quarantine,
        Path spill,
        boolean sorted) {

    /** Rows that do not fit in memory stand beside the quarantine file, too. */
    public AdmissionRequest(
            Path file,
            String key,
            Dataset dataset,
            LocalDate session,
            IngestLimits limits,
            Path quarantine,
            boolean sorted) {
        this(file, key, dataset, session, limits, quarantine, quarantine.resolveSibling(""), sorted);
    }

    /** The dataset's file of that session, by the vendor's key, with default limits, expected sorted. */
    public static AdmissionRequest of(Path file, Dataset dataset, LocalDate session, Path quarantine) {
        return new AdmissionRequest(
                file, dataset.key(session), dataset, session, IngestLimits.DEFAULT, quarantine, false);
    }

    /** The same file under another key. */
    public AdmissionRequest withKey(String otherKey) {
        return new AdmissionRequest(file, otherKey, dataset, session, limits, quarantine, spill, sorted);
    }

    /** The same file with other limits. */
    public AdmissionRequest withLimits(IngestLimits otherLimits) {
        return new AdmissionRequest(file, key, dataset, session, otherLimits, quarantine, spill, sorted);
    }

    /** The same file, its rows sorted first: what to do after an {@link UnsortedFileException}. */
    public AdmissionRequest inSortedMode() {
        return new AdmissionRequest(file, key, dataset, session, limits, quarantine, spill, true);
    }

    /** The same file with another directory for rows that do not fit in memory. */
    public AdmissionRequest withSpill(Path directory) {
        return new AdmissionRequest(file, key, dataset, session, limits, quarantine, directory, sorted);
    }
}
