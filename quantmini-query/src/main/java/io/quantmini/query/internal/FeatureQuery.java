package io.quantmini.query.internal;

import io.quantmini.feature.Definition;
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
    private final List<Definition> definitions;
    private final BarRows rows;

    private FeatureQuery(Dataset dataset, List<Definition> definitions, BarRows rows) {
        this.dataset = dataset;
        this.definitions = definitions;
        this.rows = rows;
    }

    /**
     * The query of a request.
     *
     * @throws FeatureException when a feature or label is not of precision double
     */
    public static FeatureQuery of(FeatureRequest request) {
        return of(
                request.dataset(),
                request.definitions(),
                request.bars().files(),
                request.underlyingBars().files());
    }

    /** Checks that the set can be said in SQL; a {@link FeatureException} points at what cannot. */
    public static void check(FeatureSet set, Dataset dataset) {
        set.check(dataset);
        of(dataset, Definition.features(List.of(set)), List.of(), List.of()).sql();
    }

    private static FeatureQuery of(
            Dataset dataset, List<Definition> definitions, List<Path> bars, List<Path> underlyingBars) {
        for (Definition definition : definitions) {
            if (definition.precision() != Precision.DOUBLE) {
                throw FeatureException.of(
                        definition.name(),
                        "cannot compute in SQL: expected precision double, got "
                                + definition.precision().label() + "; use another feature engine");
            }
        }
        BarRows rows = dataset.isOptions()
                ? new OptionRows(dataset, bars, underlyingBars, fields(definitions))
                : new StockRows(dataset, bars);
        return new FeatureQuery(dataset, definitions, rows);
    }

    /** The SELECT: the columns in order, then {@link #GAP} where options are asked for what they may lack. */
    public String sql() {
        ColumnGraph graph = new ColumnGraph();
        ExpressionCompiler compiler = new ExpressionCompiler(graph, rows);
        List<Column> outputs = new ArrayList<>();
        definitions.forEach(definition -> outputs.add(compiler.compile(definition)));
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
        for (int i = 0; i < definitions.size(); i++) {
            String name = definitions.get(i).name();
            select.add(query.reference(outputs.get(i)) + " AS " + SqlText.name(name));
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
        int back = request.lookbackSessions();
        int ahead = request.lookaheadSessions();
        int first = Math.max(0, calendar.indexOf(request.sessions().first()) - back);
        int last = Math.min(
                calendar.size() - 1, calendar.indexOf(request.sessions().last()) + ahead);
        try (DuckDBAppender appender = session.connection().createAppender("calendar")) {
            for (int n = first; n <= last; n++) {
                boolean wanted = request.sessions().contains(calendar.get(n));
                if (wanted || back > 0 || ahead > 0) {
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

    private static Set<String> fields(List<Definition> definitions) {
        Set<String> fields = new TreeSet<>();
        definitions.forEach(definition -> fields.addAll(definition.fields()));
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
