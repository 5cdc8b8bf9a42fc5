package io.quantmini.query.internal;

import io.quantmini.feature.BarFields;
import io.quantmini.feature.Expression;
import io.quantmini.feature.Feature;
import io.quantmini.feature.FeatureException;
import io.quantmini.feature.FeatureSet;
import io.quantmini.feature.Precision;
import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import io.quantmini.stage.FeatureRequest;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBAppender;

/** Feature sets over one dataset as a single SELECT, and the tables that it joins. */
public final class FeatureQuery {
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
        Dataset stocks = dataset.isMinute() ? Dataset.STOCKS_MINUTE : Dataset.STOCKS_DAILY;
        BarRows rows = dataset.isOptions()
                ? new OptionRows(dataset, bars, usesUnderlying(features), stocks, underlyingBars)
                : new StockRows(dataset, bars);
        return new FeatureQuery(dataset, features, rows);
    }

    private boolean tellsGaps() {
        return rows instanceof OptionRows options && options.withUnderlying();
    }

    /** The SELECT: silver's columns in order, then {@link OptionRows#GAP} where the underlying is asked for. */
    public String sql() {
        ColumnGraph graph = new ColumnGraph();
        ExpressionCompiler compiler = new ExpressionCompiler(graph, rows);
        List<Column> outputs = new ArrayList<>();
        features.forEach(feature -> outputs.add(compiler.compile(feature)));

        ColumnQuery query = new ColumnQuery(graph, outputs);
        List<String> tables = new ArrayList<>(rows.tables());
        List<String> links = query.links(rows.window());
        tables.addAll(links);

        List<String> select = new ArrayList<>();
        select.add(BarRows.namedColumns(dataset));
        select.addAll(rows.extraColumns());
        for (int i = 0; i < outputs.size(); i++) {
            Feature feature = features.get(i);
            select.add(query.reference(outputs.get(i)) + " AS " + SqlText.name(feature.name()));
        }
        if (tellsGaps()) {
            select.add(OptionRows.GAP);
        }
        return "WITH " + String.join(",\n", tables) + "\nSELECT " + String.join(", ", select) + "\nFROM l"
                + links.size() + " WHERE wanted ORDER BY b_" + BarSchema.keyColumn(dataset) + ", b_timestamp";
    }

    /** Makes the tables that the SELECT joins. */
    static void prepare(DuckDbSession session, FeatureRequest request) throws SQLException {
        StrictFunctions.register(session.connection());
        session.execute("CREATE TABLE calendar(date DATE, n INTEGER, wanted BOOLEAN)");
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
                            .endRow();
                }
            }
        }
    }

    private static boolean usesUnderlying(List<Feature> features) {
        return features.stream().anyMatch(feature -> usesUnderlying(feature.expression()));
    }

    private static boolean usesUnderlying(Expression expression) {
        return expression.equals(new Expression.Field(BarFields.UNDERLYING_CLOSE))
                || expression.children().stream().anyMatch(FeatureQuery::usesUnderlying);
    }
}
