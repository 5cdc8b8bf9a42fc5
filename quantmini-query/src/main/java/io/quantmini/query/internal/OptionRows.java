package io.quantmini.query.internal;

import io.quantmini.feature.BarFields;
import io.quantmini.feature.Definition;
import io.quantmini.feature.FeatureSet;
import io.quantmini.feature.NullReason;
import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Options, raw. Daily windows run over a contract's bars, minute windows over its bars of one session. Where a field asks
 * for the underlying, each row also has the stock's close and, where there is none, the {@link NullReason}; where one asks
 * for the chain, the volumes of its calls and puts.
 *
 * @param dataset of options
 * @param files its bars
 * @param stockFiles the underlyings' bars
 * @param fields used
 */
record OptionRows(Dataset dataset, List<Path> files, List<Path> stockFiles, Set<String> fields) implements BarRows {
    /** The extra column that names the reason why there is no underlying's close; null where there is one. */
    static final String GAP = "underlying_gap";

    private static final String CHAIN = "date, underlying, expiration_date";

    boolean withUnderlying() {
        return fields.contains(BarFields.UNDERLYING_CLOSE);
    }

    @Override
    public boolean isDaily() {
        return !dataset.isMinute();
    }

    @Override
    public Column field(ColumnGraph graph, String name) {
        return switch (name) {
            case BarFields.UNDERLYING_CLOSE,
                    BarFields.RATE,
                    BarFields.DIVIDEND_YIELD,
                    BarFields.CHAIN_CALL_VOLUME,
                    BarFields.CHAIN_PUT_VOLUME -> graph.bar(name);
            case BarFields.CALL ->
                graph.scalar("CAST({0} = 'call' AS DOUBLE)", graph.bar("b_" + BarSchema.CONTRACT_TYPE));
            case BarFields.DAYS_TO_EXPIRY ->
                graph.scalar(
                        "CAST({0} - {1} AS DOUBLE)",
                        graph.bar("b_" + BarSchema.EXPIRATION_DATE), graph.bar("b_" + BarSchema.DATE));
            case BarSchema.TRANSACTIONS -> graph.scalar("CAST({0} AS DOUBLE)", graph.bar("b_" + name));
            default -> graph.bar("b_" + name);
        };
    }

    @Override
    public Column withinReach(ColumnGraph graph, Column value, Definition definition) {
        Column backward = near(graph, value, definition.lookback());
        return near(graph, backward, -definition.lookahead());
    }

    /** The value, null where the row so many before, or after for a negative number, is none or too far away. */
    private Column near(ColumnGraph graph, Column value, int back) {
        if (dataset.isMinute() || back == 0) {
            return value;
        }
        return graph.scalar(
                "CASE WHEN abs({0} - {1}) <= " + FeatureSet.CONTRACT_REACH_SESSIONS + " THEN {2} END",
                graph.lag(graph.bar("n"), back),
                graph.bar("n"),
                value);
    }

    @Override
    public List<String> tables() {
        List<String> tables = new ArrayList<>();
        boolean chains = fields.contains(BarFields.CHAIN_CALL_VOLUME) || fields.contains(BarFields.CHAIN_PUT_VOLUME);
        if (chains) {
            tables.add("chains AS (SELECT " + CHAIN + ", " + volume("call", BarFields.CHAIN_CALL_VOLUME) + ", "
                    + volume("put", BarFields.CHAIN_PUT_VOLUME) + " FROM " + BarRows.bronze(dataset, files)
                    + " SEMI JOIN calendar USING (date) GROUP BY " + CHAIN + ")");
        }
        String bars = "SELECT " + BarRows.bronzeColumns(dataset) + ", c.n, c.wanted, c.rate, c.dividend_yield"
                + (chains ? ", h.chain_call_volume, h.chain_put_volume" : "") + " FROM "
                + BarRows.bronze(dataset, files) + " b JOIN calendar c ON c.date = b.date"
                + (chains
                        ? " JOIN chains h ON h.date = b.date AND h.underlying = b.underlying AND h.expiration_date = b.expiration_date"
                        : "");
        if (!withUnderlying()) {
            tables.add("l0 AS (" + bars + ")");
            return tables;
        }
        tables.add("bars_present AS (" + bars + ")");
        tables.add("stock_bars AS MATERIALIZED (SELECT b.symbol, b.date, b.timestamp, b.close FROM "
                + BarRows.bronze(stocks(), stockFiles) + " b JOIN calendar c ON c.date = b.date)");
        tables.addAll(roots());
        tables.add("matched AS (SELECT o.*, r.symbol AS stock, " + gap() + " AS gap FROM bars_present o"
                + " LEFT JOIN roots r ON r.root = o.b_underlying AND r.date = o.b_date)");
        tables.add("l0 AS (SELECT m.*, q.close AS underlying_close, CASE WHEN m.gap IS NOT NULL THEN m.gap WHEN q.close"
                + " IS NULL THEN " + literal(NullReason.NO_STOCK_BAR_YET) + " END AS " + GAP + " FROM matched m "
                + quotes() + ")");
        return tables;
    }

    @Override
    public String window() {
        return dataset.isMinute()
                ? "PARTITION BY b_ticker, b_date ORDER BY b_timestamp"
                : "PARTITION BY b_ticker ORDER BY n, b_timestamp";
    }

    @Override
    public List<String> extraColumns() {
        return List.of();
    }

    private Dataset stocks() {
        return dataset.isMinute() ? Dataset.STOCKS_MINUTE : Dataset.STOCKS_DAILY;
    }

    /** Added up in the order of the tickers: the sum of fractions depends on it. */
    private static String volume(String type, String name) {
        return "coalesce(sum(volume ORDER BY ticker, timestamp) FILTER (contract_type = " + SqlText.text(type) + "), "
                + SqlText.number(0) + ") AS " + name;
    }

    private static String literal(NullReason reason) {
        return SqlText.text(reason.name());
    }

    /** The one stock of each root and session: the ticker itself, else the only one equal to it without its dot. */
    private static List<String> roots() {
        return List.of(
                "stock_days AS (SELECT DISTINCT symbol, date FROM stock_bars)",
                "names AS (SELECT symbol AS root, symbol, date, true AS same FROM stock_days UNION ALL"
                        + " SELECT replace(symbol, '.', ''), symbol, date, false FROM stock_days"
                        + " WHERE contains(symbol, '.'))",
                "roots AS (SELECT root, date, CASE WHEN count(*) FILTER (same) = 1 THEN max(symbol) FILTER (same)"
                        + " WHEN count(*) = 1 THEN max(symbol) END AS symbol FROM names GROUP BY root, date)");
    }

    private static String gap() {
        return "CASE WHEN regexp_matches(o.b_underlying, '[0-9]$') THEN " + literal(NullReason.ADJUSTED_CONTRACT)
                + " WHEN r.root IS NULL THEN " + literal(NullReason.NO_STOCK) + " WHEN r.symbol IS NULL THEN "
                + literal(NullReason.SEVERAL_STOCKS) + " END";
    }

    private String quotes() {
        return dataset.isMinute()
                ? "ASOF LEFT JOIN stock_bars q ON q.symbol = m.stock AND q.date = m.b_date AND m.gap IS NULL AND"
                        + " q.timestamp <= m.b_timestamp"
                : "LEFT JOIN (SELECT symbol, date, arg_max(close, timestamp) AS close FROM stock_bars"
                        + " GROUP BY symbol, date) q ON q.symbol = m.stock AND q.date = m.b_date AND m.gap IS NULL";
    }
}
