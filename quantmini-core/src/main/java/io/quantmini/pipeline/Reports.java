package io.quantmini.pipeline;

import io.quantmini.admission.AdmissionTally;
import io.quantmini.lake.LedgerEntry;
import io.quantmini.lake.SessionEntry;
import io.quantmini.market.TradingCalendar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Session reports from what the ledger or an ingest says. */
final class Reports {
    private Reports() {}

    static SessionReport accepted(SourceFile file, AdmissionTally tally, TradingCalendar calendar) {
        Map<String, Long> reasons = new LinkedHashMap<>();
        tally.reasons().forEach((fault, count) -> reasons.put(fault.reason(), count));
        List<String> findings = new ArrayList<>();
        if (!calendar.isSession(file.session())) {
            findings.add("surplus: " + file.session() + " is no session; its rows stay out of silver and gold");
        }
        if (tally.published() == 0) {
            findings.add("empty: the file has no usable rows");
        }
        if (!tally.extraColumns().isEmpty()) {
            findings.add("extra columns: " + String.join(", ", tally.extraColumns()));
        }
        return new SessionReport(
                file.dataset(),
                file.session(),
                file.path().toString(),
                SessionReport.Outcome.ACCEPTED,
                tally.read(),
                tally.published(),
                tally.quarantined(),
                tally.duplicates(),
                tally.blank(),
                reasons,
                "",
                findings);
    }

    static SessionReport unchanged(SourceFile file, SessionEntry entry) {
        return new SessionReport(
                file.dataset(),
                file.session(),
                file.path().toString(),
                SessionReport.Outcome.UNCHANGED,
                entry.read(),
                entry.published(),
                entry.quarantined(),
                entry.duplicates(),
                entry.blank(),
                Map.of(),
                "",
                List.of());
    }

    static SessionReport rejected(SourceFile file, String message) {
        return refused(file, SessionReport.Outcome.REJECTED, message);
    }

    static SessionReport stillRejected(SourceFile file, LedgerEntry entry) {
        return refused(file, SessionReport.Outcome.STILL_REJECTED, entry.reason() == null ? "" : entry.reason());
    }

    /** A file that the store lists, and that could not be had. */
    static SessionReport notFetched(WantedFile file, Path target, String message) {
        SourceFile wanted = new SourceFile(
                file.dataset(),
                file.session(),
                target,
                file.object().bytes(),
                file.object().etag(),
                0);
        return refused(wanted, SessionReport.Outcome.NOT_FETCHED, message);
    }

    private static SessionReport refused(SourceFile file, SessionReport.Outcome outcome, String message) {
        return new SessionReport(
                file.dataset(),
                file.session(),
                file.path().toString(),
                outcome,
                0,
                0,
                0,
                0,
                0,
                Map.of(),
                message,
                List.of());
    }
}
