package io.quantmini.lake;

import java.util.List;

/**
 * A committed unit whose files are not all there. Publishing the same unit again restores them.
 *
 * @param unit its ledger line
 * @param paths files that are absent or of another size, relative to the lake's root, by path; the unit's manifest itself
 *     when that cannot be read
 */
public record DamagedUnit(LedgerEntry unit, List<String> paths) {
    public DamagedUnit {
        paths = List.copyOf(paths);
    }
}
