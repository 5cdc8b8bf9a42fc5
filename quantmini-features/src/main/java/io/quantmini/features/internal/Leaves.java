package io.quantmini.features.internal;

import io.quantmini.feature.BarFields;
import io.quantmini.feature.Definition;
import io.quantmini.feature.Expression.Call;
import io.quantmini.feature.FeatureException;
import io.quantmini.features.internal.kernel.FloatRows;
import io.quantmini.features.internal.kernel.Rows;
import io.quantmini.market.Dataset;
import java.util.List;

/** The fields of the bar as nodes: doubles as {@link SeriesRows} has them, floats rounded from these. */
final class Leaves {
    private final Dataset dataset;
    private final List<String> fields;
    private final CrossSections cross;

    Leaves(Dataset dataset, CrossSections cross) {
        this.dataset = dataset;
        this.fields = BarFields.of(dataset);
        this.cross = cross;
    }

    /** A cross-section's values. */
    Node cross(NodeGraph graph, Definition definition, Call call) {
        int section = cross.column(call, definition);
        if (section < 0 || dataset.isOptions() || dataset.isMinute()) {
            throw FeatureException.in(
                    definition,
                    call,
                    "cannot compute over " + dataset + ": expected daily stocks for a cross-section, got "
                            + call.operator().label());
        }
        int column = StockColumns.COUNT + section;
        return graph.doubles(
                "cross " + section,
                List.of(),
                (f, out) -> System.arraycopy(f.series().column(column), 0, f.doubles(out), 0, f.rows()));
    }

    /** Whether a session has one bar. */
    boolean isDaily() {
        return !dataset.isMinute();
    }

    Node doubles(NodeGraph graph, String name) {
        if (name.equals(BarFields.VWAP)) {
            return typicalPrice(graph);
        }
        int column = fields.indexOf(name);
        return graph.doubles(
                "$" + name,
                List.of(),
                (f, out) -> System.arraycopy(f.series().column(column), 0, f.doubles(out), 0, f.rows()));
    }

    private Node typicalPrice(NodeGraph graph) {
        List<Node> prices = List.of(doubles(graph, "high"), doubles(graph, "low"), doubles(graph, "close"));
        return graph.doubles(
                "$" + BarFields.VWAP,
                prices,
                (f, out) -> Rows.mean(
                        f.doubles(prices.get(0)),
                        f.doubles(prices.get(1)),
                        f.doubles(prices.get(2)),
                        f.doubles(out),
                        f.rows()));
    }

    Node floats(NodeGraph graph, String name) {
        if (name.equals(BarFields.VWAP)) {
            Node price = typicalPrice(graph);
            return graph.floats(
                    "$" + name, List.of(price), (f, out) -> FloatRows.round(f.doubles(price), f.floats(out), f.rows()));
        }
        int column = fields.indexOf(name);
        return graph.floats(
                "$" + name, List.of(), (f, out) -> FloatRows.round(f.series().column(column), f.floats(out), f.rows()));
    }
}
