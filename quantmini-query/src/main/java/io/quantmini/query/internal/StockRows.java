package io.quantmini.query.internal;

import io.quantmini.feature.BarFields;
import io.quantmini.feature.Definition;
import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import java.nio.file.Path;
import java.util.List;

/**
 * Stocks, adjusted. Daily windows run over a security's sessions: between its first and last bar a session without one is
 * a row of nulls. Minute windows run over the bars of one symbol and session.
 */
record StockRows(Dataset dataset, List<Path> files) implements BarRows {
    @Override
    public boolean isDaily() {
        return !dataset.isMinute();
    }

    @Override
    public Column field(ColumnGraph graph, String name) {
        Column factor = graph.bar(BarFields.FACTOR);
        if (name.equals(BarFields.FACTOR)) {
            return factor;
        }
        if (name.equals(BarFields.VWAP)) {
            return graph.scalar(
                    "(({0} + {1} + {2}) / " + SqlText.number(3) + ")",
                    field(graph, BarSchema.HIGH),
                    field(graph, BarSchema.LOW),
                    field(graph, BarSchema.CLOSE));
        }
        Column raw = graph.bar("b_" + name);
        return switch (name) {
            case BarSchema.VOLUME -> graph.scalar("({0} / {1})", raw, factor);
            case BarSchema.TRANSACTIONS -> graph.scalar("CAST({0} AS DOUBLE)", raw);
            default -> graph.scalar("({0} * {1})", raw, factor);
        };
    }

    @Override
    public Column withinReach(ColumnGraph graph, Column value, Definition definition) {
        return value;
    }

    @Override
    public List<String> tables() {
        String bars = "SELECT " + BarRows.bronzeColumns(dataset) + ", c.n, c.wanted, i.security, i.factor FROM "
                + BarRows.bronze(dataset, files) + " b JOIN calendar c ON c.date = b.date"
                + " JOIN identity i ON i.symbol = b.symbol AND c.n BETWEEN i.low AND i.high";
        if (dataset.isMinute()) {
            return List.of("l0 AS (" + bars + ")");
        }
        return List.of(
                "bars_present AS (" + bars + ")",
                "grid AS (SELECT security, unnest(range(low, high + 1)) AS n FROM spans)",
                "l0 AS (SELECT * FROM grid LEFT JOIN bars_present USING (security, n))");
    }

    @Override
    public String window() {
        return dataset.isMinute()
                ? "PARTITION BY b_symbol, b_date ORDER BY b_timestamp"
                : "PARTITION BY security ORDER BY n, b_timestamp, b_symbol";
    }

    @Override
    public List<String> extraColumns() {
        return List.of("factor AS " + SqlText.name(BarFields.FACTOR));
    }
}
