package io.quantmini.lake;

import io.quantmini.market.Dataset;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a commit is about to make. Its {@linkplain #unit() id} is a digest of dataset, layer, sessions and inputs, without
 * clock or counter: the same work has the same id in every run, which is how a run finds that there is nothing to do.
 *
 * @param op what the ledger line will do
 * @param dataset of the rows
 * @param layer of the files
 * @param sessions dates of the unit, in any order
 * @param inputs digest of all that the files are made from, see {@link ContentDigest}: for bronze the source files' keys,
 *     sizes and versions, for silver the units read, the feature set and the version of the reference tables
 * @param set fingerprint of the feature set; null where there is none
 * @param supersedes live units that this one replaces; each of their sessions must be one of this unit's. The unit's own
 *     id is left out: committing it again replaces it as it is
 */
public record UnitSpec(
        LedgerOp op,
        Dataset dataset,
        Layer layer,
        List<LocalDate> sessions,
        String inputs,
        @Nullable String set,
        List<String> supersedes) {
    public UnitSpec {
        sessions = List.copyOf(new TreeSet<>(sessions));
        TreeSet<String> others = new TreeSet<>(supersedes);
        others.remove(id(dataset, layer, sessions, inputs, set));
        supersedes = List.copyOf(others);
        if (sessions.isEmpty()) {
            throw new IllegalArgumentException("[unit of " + dataset + "] expected at least one session, got none");
        }
    }

    /** New sessions of a layer without features. */
    public static UnitSpec publish(Dataset dataset, Layer layer, List<LocalDate> sessions, String inputs) {
        return new UnitSpec(LedgerOp.PUBLISH, dataset, layer, sessions, inputs, null, List.of());
    }

    /** The same unit, in place of these live ones. */
    public UnitSpec superseding(List<String> units) {
        return new UnitSpec(op, dataset, layer, sessions, inputs, set, units);
    }

    /** The same unit, with features of that set. */
    public UnitSpec withSet(String fingerprint) {
        return new UnitSpec(op, dataset, layer, sessions, inputs, fingerprint, supersedes);
    }

    /** The unit's id: 24 hex digits. */
    public String unit() {
        return id(dataset, layer, sessions, inputs, set);
    }

    private static String id(
            Dataset dataset, Layer layer, List<LocalDate> sessions, String inputs, @Nullable String set) {
        List<String> parts = new ArrayList<>(List.of("unit", dataset.name(), layer.directory()));
        sessions.forEach(date -> parts.add(date.toString()));
        parts.add("inputs");
        parts.add(inputs);
        parts.add(Objects.requireNonNullElse(set, ""));
        return ContentDigest.of(parts);
    }
}
