package io.quantmini.lake;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the ledger's lines amount to: which units are live, and which sessions' files were refused last. Immutable;
 * {@link #after} gives a new one.
 */
final class LedgerFold {
    /** A date of a dataset in a layer. */
    record SessionKey(String dataset, Layer layer, LocalDate date) {}

    static final LedgerFold EMPTY = new LedgerFold(Map.of(), Map.of());

    private final Map<String, LedgerEntry> live;
    private final Map<SessionKey, CommittedSession> rejected;

    private LedgerFold(Map<String, LedgerEntry> live, Map<SessionKey, CommittedSession> rejected) {
        this.live = live;
        this.rejected = rejected;
    }

    /** Live units by id, in the order of their lines. */
    Map<String, LedgerEntry> live() {
        return live;
    }

    /** Refused files by session: the latest reject, unless something was published since. */
    Map<SessionKey, CommittedSession> rejected() {
        return rejected;
    }

    LedgerFold after(List<LedgerEntry> entries) {
        if (entries.isEmpty()) {
            return this;
        }
        Map<String, LedgerEntry> units = new LinkedHashMap<>(live);
        Map<SessionKey, CommittedSession> rejects = new HashMap<>(rejected);
        for (LedgerEntry entry : entries) {
            apply(entry, units, rejects);
        }
        return new LedgerFold(units, rejects);
    }

    private static void apply(
            LedgerEntry entry, Map<String, LedgerEntry> units, Map<SessionKey, CommittedSession> rejects) {
        units.keySet().removeAll(entry.removed());
        if (entry.op().addsSessions()) {
            units.remove(entry.unit());
            units.put(entry.unit(), entry);
        }
        for (SessionEntry session : entry.sessions()) {
            SessionKey key = new SessionKey(entry.dataset(), entry.layer(), session.date());
            if (entry.op() == LedgerOp.REJECT) {
                rejects.put(key, new CommittedSession(entry, session));
            } else if (entry.op() == LedgerOp.PUBLISH) {
                rejects.remove(key);
            }
        }
    }
}
