package io.quantmini.rest;

import io.quantmini.pipeline.ReferenceTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A table of what the vendor lists. Its rows are sorted by their columns from the first to the last, null first, and equal
 * ones collapse, so that the same answers give the same file.
 *
 * @param name below {@code metadata}
 * @param columns in this order
 */
record VendorTable(String name, List<Column> columns) {
    static final VendorTable TICKERS = new VendorTable(
            "stocks/tickers",
            List.of(
                    Column.text("ticker"),
                    Column.truth("active"),
                    Column.optionalMoment("delisted_utc", "delisted_utc"),
                    Column.optionalText("name"),
                    Column.optionalText("market"),
                    Column.optionalText("locale"),
                    Column.optionalText("primary_exchange"),
                    Column.optionalText("type"),
                    Column.optionalText("currency_name"),
                    Column.optionalText("cik"),
                    Column.optionalText("composite_figi"),
                    Column.optionalText("share_class_figi"),
                    Column.optionalMoment("last_updated_utc", "last_updated_utc")));

    /** What the vendor lists; {@code options/contracts} is what traded. */
    static final VendorTable CONTRACTS = new VendorTable(
            "options/listed_contracts",
            List.of(
                    Column.text("underlying_ticker"),
                    Column.date("expiration_date"),
                    Column.text("contract_type"),
                    Column.number("strike_price"),
                    Column.text("ticker"),
                    Column.optionalText("exercise_style"),
                    Column.optionalNumber("shares_per_contract", "shares_per_contract"),
                    Column.optionalText("primary_exchange"),
                    Column.optionalText("cfi"),
                    Column.optionalText("additional_underlyings", row -> row.optionalJson("additional_underlyings"))));

    static final VendorTable HOLIDAYS = new VendorTable(
            "stocks/holidays",
            List.of(
                    Column.date("date"),
                    Column.text("exchange"),
                    Column.text("status"),
                    Column.optionalText("name"),
                    Column.optionalMoment("open", "open"),
                    Column.optionalMoment("close", "close")));

    static final VendorTable STATUS = new VendorTable(
            "stocks/market_status",
            List.of(
                    Column.optionalMoment("server_time", "serverTime"),
                    Column.text("market"),
                    Column.optionalTruth("early_hours", "earlyHours"),
                    Column.optionalTruth("after_hours", "afterHours"),
                    exchange("nyse"),
                    exchange("nasdaq"),
                    exchange("otc")));

    /** A row of a table: its values in the order of the columns. */
    record Row(List<@Nullable Object> values) {
        private static final Comparator<@Nullable Object> VALUES = Comparator.nullsFirst(Row::compare);

        static final Comparator<Row> ORDER = (one, other) -> {
            for (int i = 0; i < one.values.size(); i++) {
                int order = VALUES.compare(one.values.get(i), other.values.get(i));
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };

        @SuppressWarnings("unchecked")
        private static int compare(Object one, Object other) {
            return ((Comparable<Object>) one).compareTo(other);
        }
    }

    /** Bars of one session, as the vendor sums them up. */
    static VendorTable grouped(LocalDate session) {
        return new VendorTable(
                "stocks/grouped_daily/" + session,
                List.of(
                        Column.text("ticker", "T"),
                        Column.date("date", session),
                        Column.moment("timestamp", "t"),
                        Column.number("open", "o"),
                        Column.number("high", "h"),
                        Column.number("low", "l"),
                        Column.number("close", "c"),
                        Column.number("volume", "v"),
                        Column.optionalNumber("vwap", "vw"),
                        Column.optionalWhole("transactions", "n")));
    }

    /**
     * The row of a record.
     *
     * @throws ReferenceException when a value is missing or of another type
     */
    Row row(ReferenceRow source) {
        List<@Nullable Object> values = new ArrayList<>(columns.size());
        for (Column column : columns) {
            values.add(column.value().apply(source));
        }
        return new Row(Collections.unmodifiableList(values));
    }

    /** Rows in order, equal ones once. */
    static List<Row> inOrder(Collection<Row> rows) {
        return rows.stream().sorted(Row.ORDER).distinct().toList();
    }

    /** The table of rows that are in order. */
    ReferenceTable of(List<Row> rows) {
        Schema schema = new Schema(columns.stream().map(Column::field).toList());
        return new ReferenceTable(name, allocator -> new VendorRows(schema, rows, allocator));
    }

    private static Column exchange(String name) {
        return Column.optionalText(
                name, row -> row.isThere("exchanges") ? row.child("exchanges").optionalText(name) : null);
    }
}
