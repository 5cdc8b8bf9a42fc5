package io.quantmini.query.internal;

import io.quantmini.lake.LakeCatalog;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.Layer;
import io.quantmini.lake.LedgerEntry;
import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The committed files that a statement needs of a table: those that its own conditions do not rule out. */
final class SqlTables {
    private static final long NANOS_PER_MICRO = 1_000;

    private SqlTables() {}

    /** The files, by path; none of a table that is no dataset's. */
    static List<LakeFile> files(LakeTable table, CheckedStatement statement, List<?> parameters, LakeCatalog catalog) {
        @Nullable Dataset dataset = table.dataset();
        @Nullable Layer layer = table.layer();
        if (dataset == null || layer == null) {
            return List.of();
        }
        Conditions conditions = statement.conditions().get(table);
        if (conditions == null || !isUniform(catalog.units(dataset, layer, null), layer)) {
            return catalog.files(dataset, layer);
        }
        SessionRange sessions = conditions.sessions(parameters);
        Set<String> partitions = conditions.partitions(dataset, parameters);
        List<LakeFile> files = catalog.files(dataset, layer, sessions, partitions).stream()
                .filter(file -> reaches(file, sessions))
                .toList();
        // Without any the table would have no columns of its own.
        return files.isEmpty() ? catalog.files(dataset, layer).stream().limit(1).toList() : files;
    }

    /** How many committed files the table has. */
    static long considered(LakeTable table, LakeCatalog catalog) {
        @Nullable Dataset dataset = table.dataset();
        @Nullable Layer layer = table.layer();
        return dataset == null || layer == null
                ? 0
                : catalog.units(dataset, layer, null).stream()
                        .mapToLong(
                                unit -> unit.files() == null ? 0 : unit.files().count())
                        .sum();
    }

    private static boolean reaches(LakeFile file, SessionRange sessions) {
        return file.maxTimeMicros() >= TradingCalendar.sessionStartNanos(sessions.from()) / NANOS_PER_MICRO
                && file.minTimeMicros() < TradingCalendar.sessionEndNanos(sessions.to()) / NANOS_PER_MICRO;
    }

    /** Whether every file has the same columns: a column that only others have would else be missing instead of null. */
    private static boolean isUniform(List<LedgerEntry> units, Layer layer) {
        return layer == Layer.BRONZE
                || units.stream()
                                .map(unit -> String.valueOf(unit.set()))
                                .distinct()
                                .count()
                        <= 1;
    }
}
