package io.quantmini.query.internal;

import io.quantmini.lake.Layer;
import io.quantmini.market.Dataset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table that a statement may read: {@code bronze.<dataset>}, {@code silver.<dataset>} or {@code reference.<table>}.
 *
 * @param schema lower case
 * @param name lower case
 * @param layer of a dataset's files; null for a reference table
 * @param dataset whose files; null for a reference table
 */
record LakeTable(
        String schema,
        String name,
        @Nullable Layer layer,
        @Nullable Dataset dataset) {
    private static final String REFERENCE = "reference";
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

    private static Map<String, LakeTable> all() {
        List<LakeTable> tables = new ArrayList<>();
        for (Layer layer : Layer.values()) {
            for (Dataset dataset : Dataset.shipped()) {
                tables.add(new LakeTable(layer.directory(), dataset.name(), layer, dataset));
            }
        }
        for (String name : List.of(
                "securities",
                "splits",
                "dividends",
                "ticker_events",
                "tickers",
                "listed_contracts",
                "market_status",
                "holidays")) {
            tables.add(new LakeTable(REFERENCE, name, null, null));
        }
        Map<String, LakeTable> byName = new LinkedHashMap<>();
        tables.forEach(table -> byName.put(table.toString(), table));
        return byName;
    }
}
