package io.quantmini.lake;

/**
 * A session as the ledger has it.
 *
 * @param unit the ledger line that it belongs to
 * @param entry its account in that line
 */
public record CommittedSession(LedgerEntry unit, SessionEntry entry) {}
