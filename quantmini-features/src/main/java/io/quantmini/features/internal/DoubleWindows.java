package io.quantmini.features.internal;

import io.quantmini.feature.Definition;
import io.quantmini.feature.Expression.Call;
import io.quantmini.feature.FeatureException;
import io.quantmini.features.internal.kernel.Extremes;
import io.quantmini.features.internal.kernel.Gaps;
import io.quantmini.features.internal.kernel.Moments;
import io.quantmini.features.internal.kernel.Quantiles;
import io.quantmini.features.internal.kernel.Ranks;
import io.quantmini.features.internal.kernel.Rows;
import io.quantmini.features.internal.kernel.Shapes;
import io.quantmini.features.internal.kernel.Sums;
import io.quantmini.features.internal.kernel.Trends;
import java.util.Arrays;
import java.util.List;

/** Window operators of precision double: null until the window holds its full count of values. */
final class DoubleWindows {
    private static final double MEDIAN = 0.5;

    private final NodeGraph graph;
    private final WindowNodes parts;

    DoubleWindows(NodeGraph graph) {
        this.graph = graph;
        this.parts = new WindowNodes(graph);
    }

    Node compile(Definition definition, Call call, List<Node> inputs) {
        Node x = inputs.get(0);
        int window = call.rows();
        return switch (call.operator()) {
            case REF -> parts.lag(x, window);
            case DELTA -> delta(x, window);
            case SUM -> finite(parts.sum(x, window));
            case MEAN -> divided(parts.sum(x, window), window);
            case VAR -> perDegree(x, x, window);
            case STD -> deviation(x, window);
            case COV -> perDegree(x, inputs.get(1), window);
            case CORR -> correlation(x, inputs.get(1), window);
            case MAX -> parts.extreme(x, window, true);
            case MIN -> parts.extreme(x, window, false);
            case COUNT ->
                graph.doubles(
                        "Count " + window,
                        inputs,
                        (f, out) -> Sums.count(f.doubles(x), window, f.doubles(out), f.rows()));
            case SLOPE -> divided(trend(x, window), Trends.positions(window));
            case RSQUARE -> explained(x, window);
            case RESI -> residual(x, window);
            case EMA -> smoothed(x, window, 10 * window, 1 - 2.0 / (window + 1));
            case WILDER -> smoothed(x, window, 20 * window, 1 - 1.0 / window);
            case SKEW -> whole("Skew", x, window, unlessFlat(Shapes::skewness));
            case KURT -> whole("Kurt", x, window, unlessFlat(Shapes::kurtosis));
            case IDX_MAX -> whole("IdxMax", x, window, Extremes::plainPlaceOfMax);
            case IDX_MIN -> whole("IdxMin", x, window, Extremes::plainPlaceOfMin);
            case RANK -> whole("Rank", x, window, Ranks::plain);
            case MAD -> whole("Mad", x, window, Shapes::meanDeviation);
            case WMA -> whole("WMA", x, window, Shapes::weightedMean);
            case MED -> quantile(x, window, MEDIAN);
            case QUANTILE -> quantile(x, window, call.parameters().get(1));
            default ->
                throw FeatureException.in(
                        definition,
                        call,
                        "cannot compute: expected an operator of windows, got "
                                + call.operator().label());
        };
    }

    private Node finite(Node x) {
        return graph.doubles("finite", List.of(x), (f, out) -> Rows.finite(f.doubles(x), f.doubles(out), f.rows()));
    }

    private Node delta(Node x, int rows) {
        return graph.doubles(
                "Delta " + rows,
                List.of(x),
                (f, out) -> Rows.subtract(f.doubles(x), f.before(x, rows, 0), f.doubles(out), f.rows()));
    }

    private Node divided(Node x, double by) {
        return graph.doubles(
                "/ " + by, List.of(x), (f, out) -> Rows.divide(f.doubles(x), by, f.doubles(out), f.rows()));
    }

    private Node none(Node x) {
        return graph.doubles("none", List.of(x), (f, out) -> Arrays.fill(f.doubles(out), 0, f.rows(), Double.NaN));
    }

    private Node trend(Node x, int window) {
        return window == 1 ? none(x) : parts.trend(x, window);
    }

    private Node perDegree(Node x, Node y, int window) {
        return window == 1 ? none(x) : divided(parts.moment(x, y, window), window - 1);
    }

    private Node deviation(Node x, int window) {
        Node variance = perDegree(x, x, window);
        return graph.doubles(
                "root", List.of(variance), (f, out) -> Rows.sqrt(f.doubles(variance), f.doubles(out), f.rows()));
    }

    private Node correlation(Node x, Node y, int window) {
        if (window == 1) {
            return none(x);
        }
        Node xy = parts.moment(x, y, window);
        Node xx = parts.moment(x, x, window);
        Node yy = parts.moment(y, y, window);
        return graph.doubles("Corr", List.of(xy, xx, yy), (f, out) -> {
            Moments.correlation(f.doubles(xy), f.doubles(xx), f.doubles(yy), f.doubles(out), f.rows());
            Rows.finite(f.doubles(out), f.doubles(out), f.rows());
        });
    }

    private Node explained(Node x, int window) {
        if (window == 1) {
            return none(x);
        }
        Node trend = parts.trend(x, window);
        Node moment = parts.moment(x, x, window);
        double positions = Trends.positions(window);
        return graph.doubles("Rsquare " + window, List.of(trend, moment), (f, out) -> {
            Trends.explained(f.doubles(trend), f.doubles(moment), positions, f.doubles(out), f.rows());
            Rows.finite(f.doubles(out), f.doubles(out), f.rows());
        });
    }

    private Node residual(Node x, int window) {
        if (window == 1) {
            return none(x);
        }
        Node mean = parts.mean(x, window);
        Node trend = parts.trend(x, window);
        double positions = Trends.positions(window);
        return graph.doubles(
                "Resi " + window,
                List.of(x, mean, trend),
                (f, out) -> Trends.residual(
                        f.doubles(x), f.doubles(mean), f.doubles(trend), positions, window, f.doubles(out), f.rows()));
    }

    private Node smoothed(Node x, int least, int window, double decay) {
        Node values = parts.decayed(x, window, decay);
        Node weights = parts.decayedWeights(x, window, decay);
        Node count = graph.doubles(
                "Count " + window, List.of(x), (f, out) -> Sums.count(f.doubles(x), window, f.doubles(out), f.rows()));
        return graph.doubles(
                "smoothed " + least,
                List.of(values, weights, count),
                (f, out) -> Sums.ratio(
                        f.doubles(values), f.doubles(weights), f.doubles(count), least, f.doubles(out), f.rows()));
    }

    /** A window of equal values has no shape. */
    private static Gaps.Plain unlessFlat(Gaps.Plain shape) {
        return (x, from, to) -> Moments.plainVariance(x, from, to) > 0 ? shape.of(x, from, to) : Double.NaN;
    }

    private Node whole(String what, Node x, int window, Gaps.Plain plain) {
        Node gaps = parts.gaps(x);
        return graph.doubles(
                what + " " + window,
                List.of(x, gaps),
                (f, out) -> Gaps.whole(f.doubles(x), f.ints(gaps), window, plain, f.doubles(out), f.rows()));
    }

    private Node quantile(Node x, int window, double share) {
        Node gaps = parts.gaps(x);
        return graph.doubles("Quantile " + window + " " + share, List.of(x, gaps), (f, out) -> {
            Quantiles.sorted(f.doubles(x), window, share, f.doubles(out), f.rows());
            Gaps.empty(f.ints(gaps), window, f.doubles(out), f.rows());
        });
    }
}
