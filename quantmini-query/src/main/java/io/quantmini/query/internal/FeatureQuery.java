package io.quantmini.query.internal;

import io.quantmini.feature.Feature;
import io.quantmini.feature.FeatureException;
import io.quantmini.feature.FeatureSet;
import io.quantmini.feature.NullReason;
import io.quantmini.feature.Precision;
import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import io.quantmini.stage.FeatureRequest;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.duckdb.DuckDBAppender;

/** Feature sets over one dataset as a single SELECT, and the tables that it joins. */
public final class FeatureQuery {
    /** The column that names the {@link NullReason} of a row; null where there is none. */
    static final String GAP = "null_reason";

    private final Dataset dataset;
    private final List<Feature> features;
    private final BarRows rows;

    private FeatureQuery(Dataset dataset, List<Feature> features, BarRows rows) {
        this.dataset = dataset;
        this.features = features;
        this.rows = rows;
    }

    /**
     * The query of a request.
     *
     * @throws FeatureException when a set is not of precision double
     */
    public static FeatureQuery of(FeatureRequest request) {
        return of(
                request.dataset(),
                request.sets(),
                request.bars().files(),
                request.underlyingBars().files());
    }

    /** Checks that the set can be said in SQL; a {@link FeatureException} points at what cannot. */
    public static void check(FeatureSet set, Dataset dataset) {
        set.check(dataset);
        of(dataset, List.of(set), List.of(), List.of()).sql();
    }

    private static FeatureQuery of(Dataset dataset, List<FeatureSet> sets, List<Path> bars, List<Path> underlyingBars) {
        List<Feature> features = new ArrayList<>();
        for (FeatureSet set : sets) {
            if (set.precision() != Precision.DOUBLE) {
                throw FeatureException.of(
                        set.name(),
                        "cannot compute in SQL: expected precision double, got "
                                + set.precision().label() + "; use another feature engine");
            }
            features.addAll(set.features());
        }
        BarRows rows = dataset.isOptions()
                ? new OptionRows(dataset, bars, underlyingBars, fields(sets))
                : new StockRows(dataset, bars);
        return new FeatureQuery(dataset, features, rows);
    }

    /** The SELECT: silver's columns in order, then {@link #GAP} where options are asked for what they may lack. */
    public String sql() {
        ColumnGraph graph = new ColumnGraph();
        ExpressionCompiler compiler = new ExpressionCompiler(graph, rows);
        List<Column> outputs = new ArrayList<>();
        features.forEach(feature -> outputs.add(compiler.compile(feature)));
        Column gap = compiler.volatilityGap();
        if (gap != null) {
            outputs.add(gap);
        }

        ColumnQuery query = new ColumnQuery(graph, outputs);
        List<String> tables = new ArrayList<>(rows.tables());
        List<String> links = query.links(rows.window());
        tables.addAll(links);

        List<String> select = new ArrayList<>();
        select.add(BarRows.namedColumns(dataset));
        select.addAll(rows.extraColumns());
        for (int i = 0; i < features.size(); i++) {
            Feature feature = features.get(i);
            select.add(query.reference(outputs.get(i)) + " AS " + SqlText.name(feature.name()));
        }
        List<String> gaps = new ArrayList<>();
        if (rows instanceof OptionRows options && options.withUnderlying()) {
            gaps.add(OptionRows.GAP);
        }
        if (gap != null) {
            gaps.add(reason(query.reference(gap)));
        }
        if (!gaps.isEmpty()) {
            select.add("coalesce(" + String.join(", ", gaps) + ") AS " + GAP);
        }
        return "WITH " + String.join(",\n", tables) + "\nSELECT " + String.join(", ", select) + "\nFROM l"
                + links.size() + " WHERE wanted ORDER BY b_" + BarSchema.keyColumn(dataset) + ", b_timestamp";
    }

    /** Makes the tables that the SELECT joins. */
    static void prepare(DuckDbSession session, FeatureRequest request) throws SQLException {
        StrictFunctions.register(session.connection());
        session.execute(
                "CREATE TABLE calendar(date DATE, n INTEGER, wanted BOOLEAN, rate DOUBLE, dividend_yield DOUBLE)");
        loadCalendar(session, request);
        if (!request.dataset().isOptions()) {
            IdentityRuns.load(session, request);
        }
    }

    /** Sessions that no wanted value depends on are left out, and with them their bars. */
    private static void loadCalendar(DuckDbSession session, FeatureRequest request) throws SQLException {
        if (request.sessions().isEmpty()) {
            return;
        }
        List<LocalDate> calendar = request.calendar();
        int lookback = request.lookbackSessions();
        int first = Math.max(0, calendar.indexOf(request.sessions().first()) - lookback);
        int last = calendar.indexOf(request.sessions().last());
        try (DuckDBAppender appender = session.connection().createAppender("calendar")) {
            for (int n = first; n <= last; n++) {
                boolean wanted = request.sessions().contains(calendar.get(n));
                if (wanted || lookback > 0) {
                    appender.beginRow()
                            .append(calendar.get(n))
                            .append(n)
                            .append(wanted)
                            .append(request.rates().rate().on(calendar.get(n)))
                            .append(request.rates().dividendYield().on(calendar.get(n)))
                            .endRow();
                }
            }
        }
    }

    private static Set<String> fields(List<FeatureSet> sets) {
        Set<String> fields = new TreeSet<>();
        sets.forEach(set -> fields.addAll(set.fields()));
        return fields;
    }

    private static String reason(String place) {
        StringBuilder text = new StringBuilder("CASE CAST(").append(place).append(" AS INTEGER)");
        for (int i = 0; i < StrictFunctions.GAPS.size(); i++) {
            String reason = StrictFunctions.GAPS.get(i).name();
            text.append(" WHEN ").append(i).append(" THEN ").append(SqlText.text(reason));
        }
        return text.append(" END").toString();
    }
}
