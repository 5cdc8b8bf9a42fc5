package io.quantmini.query.internal;

import io.quantmini.lake.Layer;
import io.quantmini.market.Dataset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table that a statement may read: {@code bronze.<dataset>}, {@code silver.<dataset>}, {@code reference.<table>} or
 * {@code metadata.<table>}.
 *
 * @param schema lower case
 * @param name lower case
 * @param layer of a dataset's files; null for another table
 * @param dataset whose files; null for another table
 * @param file of another table, below the lake's {@code metadata}; empty for a dataset
 */
record LakeTable(
        String schema,
        String name,
        @Nullable Layer layer,
        @Nullable Dataset dataset,
        String file) {
    private static final String REFERENCE = "reference";
    private static final String METADATA = "metadata";
    private static final Map<String, LakeTable> ALL = all();

    /** The table of that qualified name, in whatever case; null when there is none. */
    static @Nullable LakeTable named(String schema, String name) {
        return ALL.get(Identifiers.fold(schema) + "." + Identifiers.fold(name));
    }

    /** Every table's qualified name. */
    static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    @Override
    public String toString() {
        return schema + "." + name;
    }

    /** What to do when the table's file is not there. */
    String remedy() {
        return schema.equals(REFERENCE) ? "import reference data first" : "it is made when a pipeline ends";
    }

    private static Map<String, LakeTable> all() {
        List<LakeTable> tables = new ArrayList<>();
        for (Layer layer : Layer.values()) {
            for (Dataset dataset : Dataset.shipped()) {
                tables.add(new LakeTable(layer.directory(), dataset.name(), layer, dataset, ""));
            }
        }
        String[] reference = {
            "stocks/securities",
            "stocks/splits",
            "stocks/dividends",
            "stocks/ticker_events",
            "stocks/tickers",
            "stocks/market_status",
            "stocks/holidays",
            "options/listed_contracts"
        };
        String[] metadata = {"stocks/symbols", "stocks/daily_stats", "options/contracts", "options/chains"};
        for (String file : reference) {
            tables.add(table(REFERENCE, file));
        }
        for (String file : metadata) {
            tables.add(table(METADATA, file));
        }
        Map<String, LakeTable> byName = new LinkedHashMap<>();
        tables.forEach(table -> byName.put(table.toString(), table));
        return byName;
    }

    private static LakeTable table(String schema, String file) {
        return new LakeTable(schema, file.substring(file.indexOf('/') + 1), null, null, file + ".parquet");
    }
}
