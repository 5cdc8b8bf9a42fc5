package io.quantmini.lake;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the ledger: what happened to one unit, whole or not at all.
 *
 * @param v version of the line's form
 * @param unit the unit's id: a digest of dataset, layer, session dates and inputs
 * @param op what the line does
 * @param dataset name of the dataset
 * @param layer of the files
 * @param sessions of the unit, by date
 * @param inputs digest of what the unit was made from besides its sessions' files
 * @param set fingerprint of the feature set; null where there is none
 * @param files the unit's files, in sum; null for a line without files, such as a reject
 * @param removed units that this line takes out; their files die unless this unit lists them too
 * @param reason why, for people; null where it goes without saying
 * @param schema version of the files' columns
 * @param writer release that wrote the line
 * @param time when, to the millisecond; not part of what makes two lakes equal
 */
public record LedgerEntry(
        int v,
        String unit,
        LedgerOp op,
        String dataset,
        Layer layer,
        List<SessionEntry> sessions,
        String inputs,
        @Nullable String set,
        @Nullable FileTotals files,
        List<String> removed,
        @Nullable String reason,
        int schema,
        String writer,
        Instant time) {
    /** The version that this release writes, and the highest that it reads. */
    static final int VERSION = 1;
    /** Version of the columns of {@link io.quantmini.market.BarSchema}. */
    static final int SCHEMA = 1;

    public LedgerEntry {
        sessions = List.copyOf(sessions);
        removed = List.copyOf(removed);
    }

    /** The dates of its sessions, in order. */
    public List<LocalDate> dates() {
        return sessions.stream().map(SessionEntry::date).toList();
    }

    /** Whether two lines say the same, their times aside. */
    public boolean sameAs(LedgerEntry other) {
        return withTime(Instant.EPOCH).equals(other.withTime(Instant.EPOCH));
    }

    LedgerEntry withTime(Instant newTime) {
        return new LedgerEntry(
                v, unit, op, dataset, layer, sessions, inputs, set, files, removed, reason, schema, writer, newTime);
    }

    LedgerEntry withRemoved(List<String> units) {
        return new LedgerEntry(
                v, unit, op, dataset, layer, sessions, inputs, set, files, units, reason, schema, writer, time);
    }

    LedgerEntry withReason(String why) {
        return new LedgerEntry(
                v, unit, op, dataset, layer, sessions, inputs, set, files, removed, why, schema, writer, time);
    }
}
