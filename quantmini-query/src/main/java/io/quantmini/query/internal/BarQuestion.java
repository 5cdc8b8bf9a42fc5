package io.quantmini.query.internal;

import io.quantmini.lake.LakeFile;
import io.quantmini.market.BarSchema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stored bars as SQL over the files that can hold them, sorted by key and time. */
final class BarQuestion {
    private BarQuestion() {}

    static Question plan(WantedBars wanted, List<LakeFile> planned, PlannedFiles files) {
        String rows = LakeRows.bars(wanted.query().dataset(), files.add(planned));
        List<String> conditions = new ArrayList<>();
        List<Object> parameters = new ArrayList<>();
        in(BarSchema.keyColumn(wanted.query().dataset()), wanted.tickers(), conditions, parameters);
        in(BarSchema.UNDERLYING, wanted.underlyings(), conditions, parameters);
        conditions.add("date BETWEEN ? AND ?");
        parameters.add(wanted.sessions().from());
        parameters.add(wanted.sessions().to());
        @Nullable Instant latest = wanted.query().latestAt();
        if (latest != null) {
            conditions.add("timestamp <= ?");
            parameters.add(latest);
        }
        String columns =
                StoredColumns.of(wanted.query()).stream().map(SqlText::name).collect(Collectors.joining(", "));
        String sql = "SELECT " + columns + " FROM (" + rows + ") WHERE " + String.join(" AND ", conditions)
                + " ORDER BY 1, 2";
        return new Question(sql, parameters, Map.of(), files);
    }

    private static void in(String column, Collection<String> names, List<String> conditions, List<Object> parameters) {
        if (!names.isEmpty()) {
            conditions.add(
                    SqlText.name(column) + " IN (" + String.join(", ", Collections.nCopies(names.size(), "?")) + ")");
            parameters.addAll(names);
        }
    }
}
