package io.quantmini.lake;

import java.util.Locale;

/** What a ledger line does. */
public enum LedgerOp {
    /** Brings sessions into a layer, new or in place of what they were. */
    PUBLISH,
    /** Refuses a session's file; what the lake holds of that session stays. */
    REJECT,
    /** Merges session files into the settled layout. */
    SETTLE,
    /** Rewrites files without changing a row. */
    COMPACT,
    /** Takes units out of the layer; their rows are kept below {@code archive}. */
    ARCHIVE,
    /** Takes units out of the lake. */
    DROP;

    /** The name in the ledger: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether its sessions are live afterwards. */
    boolean addsSessions() {
        return this == PUBLISH || this == SETTLE || this == COMPACT;
    }

    static LedgerOp named(String word) {
        for (LedgerOp op : values()) {
            if (op.word().equals(word)) {
                return op;
            }
        }
        throw new IllegalArgumentException(
                "expected publish, reject, settle, compact, archive or drop as op, got \"" + word + "\"");
    }
}
