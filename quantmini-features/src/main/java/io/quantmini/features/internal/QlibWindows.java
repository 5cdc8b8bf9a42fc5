package io.quantmini.features.internal;

import io.quantmini.feature.Definition;
import io.quantmini.feature.Expression.Call;
import io.quantmini.feature.FeatureException;
import io.quantmini.features.internal.kernel.FloatRows;
import io.quantmini.features.internal.kernel.Gaps;
import io.quantmini.features.internal.kernel.Moments;
import io.quantmini.features.internal.kernel.Partial;
import io.quantmini.features.internal.kernel.Rows;
import io.quantmini.features.internal.kernel.Shapes;
import io.quantmini.features.internal.kernel.Sums;
import java.util.Arrays;
import java.util.List;

/**
 * Window operators as Qlib has them ({@code qlib.data.ops} over pandas' {@code rolling} with {@code min_periods=1}): a window
 * takes what values there are. Infinite values are missing to a window.
 */
final class QlibWindows {
    /** Standard deviations up to this are none to Qlib's Corr and Rsquare. */
    private static final double NO_DEVIATION = 2e-5;

    private static final double MEDIAN = 0.5;

    private final NodeGraph graph;
    private final WindowNodes whole;
    private final PartialNodes partial;
    private final QlibOrder order;

    QlibWindows(NodeGraph graph) {
        this.graph = graph;
        this.whole = new WindowNodes(graph);
        this.partial = new PartialNodes(graph);
        this.order = new QlibOrder(graph);
    }

    Node compile(Definition definition, Call call, List<Node> inputs) {
        Node x = inputs.get(0);
        int window = call.rows();
        return switch (call.operator()) {
            case REF -> whole.lag(x, window);
            case DELTA -> delta(x, window);
            case SUM -> sum(finite(x), window);
            case MEAN -> mean(finite(x), window);
            case VAR -> covariance(finite(x), finite(x), window);
            case STD -> deviation(finite(x), window);
            case COV -> covariance(finite(x), finite(inputs.get(1)), window);
            case CORR -> correlation(finite(x), finite(inputs.get(1)), window);
            case COUNT -> partial.count(finite(x), window);
            case SLOPE -> slope(finite(x), window);
            case RSQUARE -> explained(finite(x), window);
            case RESI -> residual(finite(x), window);
            case EMA -> smoothed(finite(x), 10 * window, 1 - 2.0 / (window + 1));
            case MAX -> order.extreme(x, finite(x), window, true);
            case MIN -> order.extreme(x, finite(x), window, false);
            case IDX_MAX -> order.place(x, finite(x), window, true);
            case IDX_MIN -> order.place(x, finite(x), window, false);
            case RANK -> order.rank(x, finite(x), window);
            case MED -> order.quantile(x, finite(x), window, MEDIAN);
            case QUANTILE ->
                order.quantile(x, finite(x), window, call.parameters().get(1));
            case SKEW -> every("Skew", finite(x), window, Shapes::skewness);
            case KURT -> every("Kurt", finite(x), window, Shapes::kurtosis);
            case MAD -> every("Mad", finite(x), window, Shapes::meanDeviation);
            case WMA -> every("WMA", finite(x), window, Shapes::qlibWeightedMean);
            default ->
                throw FeatureException.in(
                        definition,
                        call,
                        "cannot compute: expected an operator of windows, got "
                                + call.operator().label());
        };
    }

    /** As doubles that are finite or NaN. */
    private Node finite(Node x) {
        return x.isFloat()
                ? graph.doubles("finite", List.of(x), (f, out) -> Rows.finite(f.floats(x), f.doubles(out), f.rows()))
                : graph.doubles("finite", List.of(x), (f, out) -> Rows.finite(f.doubles(x), f.doubles(out), f.rows()));
    }

    private Node delta(Node x, int rows) {
        if (x.isFloat()) {
            return graph.floats(
                    "qlib Delta " + rows,
                    List.of(x),
                    (f, out) -> FloatRows.subtract(f.floats(x), f.floatsBefore(x, rows), f.floats(out), f.rows()));
        }
        return graph.doubles(
                "qlib Delta " + rows,
                List.of(x),
                (f, out) -> Rows.rawSubtract(f.doubles(x), f.before(x, rows, 0), f.doubles(out), f.rows()));
    }

    private Node every(String what, Node x, int window, Gaps.Plain plain) {
        return graph.doubles(
                "qlib " + what + " " + window,
                List.of(x),
                (f, out) -> Gaps.every(f.doubles(x), window, plain, f.doubles(out), f.rows()));
    }

    private Node none(Node x) {
        return graph.doubles("none", List.of(x), (f, out) -> Arrays.fill(f.doubles(out), 0, f.rows(), Double.NaN));
    }

    private Node sum(Node x, int window) {
        Node sum = partial.sum(x, window);
        Node count = partial.count(x, window);
        return graph.doubles(
                "qlib Sum",
                List.of(sum, count),
                (f, out) -> Partial.whereAny(f.doubles(sum), f.doubles(count), f.doubles(out), f.rows()));
    }

    private Node mean(Node x, int window) {
        // 0 over 0 where there is no value
        return ratio(partial.sum(x, window), partial.count(x, window));
    }

    private Node ratio(Node x, Node y) {
        return graph.doubles(
                "ratio",
                List.of(x, y),
                (f, out) -> Partial.ratio(f.doubles(x), f.doubles(y), f.doubles(out), f.rows()));
    }

    private Node deviation(Node x, int window) {
        if (window == 1) {
            return none(x);
        }
        Node moment = partial.moment(x, x, window);
        Node degrees = partial.degrees(x, window);
        return graph.doubles(
                "qlib Std",
                List.of(moment, degrees),
                (f, out) -> Partial.deviation(f.doubles(moment), f.doubles(degrees), f.doubles(out), f.rows()));
    }

    private Node covariance(Node x, Node y, int window) {
        if (window == 1) {
            return none(x);
        }
        Node covariance = ratio(partial.moment(x, y, window), partial.degrees(x, window));
        return x == y ? covariance : whereGapsDiffer(covariance, List.of(x, y), window, Moments::plainCovariance);
    }

    private Node correlation(Node x, Node y, int window) {
        if (window == 1) {
            return none(x);
        }
        Node xy = partial.moment(x, y, window);
        Node xx = partial.moment(x, x, window);
        Node yy = partial.moment(y, y, window);
        Node correlation = graph.doubles(
                "qlib Corr",
                List.of(xy, xx, yy),
                (f, out) -> Moments.correlation(f.doubles(xy), f.doubles(xx), f.doubles(yy), f.doubles(out), f.rows()));
        Node all = whereGapsDiffer(correlation, List.of(x, y), window, Moments::plainCorrelation);
        return whereDeviating(whereDeviating(all, deviation(x, window)), deviation(y, window));
    }

    /** What {@code value} says where both series miss the same rows; else every window by itself. */
    private Node whereGapsDiffer(Node value, List<Node> pair, int window, Gaps.PlainPair plain) {
        Node x = pair.get(0);
        Node y = pair.get(1);
        Node gapsX = partial.gaps(x);
        Node gapsY = partial.gaps(y);
        return graph.doubles("pairs " + window, List.of(value, x, y, gapsX, gapsY), (f, out) -> {
            System.arraycopy(f.doubles(value), 0, f.doubles(out), 0, f.rows());
            int[] lastX = f.ints(gapsX);
            int[] lastY = f.ints(gapsY);
            if (!Arrays.equals(lastX, 0, f.rows(), lastY, 0, f.rows())) {
                Gaps.fill(
                        new double[][] {f.doubles(x), f.doubles(y)},
                        new int[][] {lastX, lastY},
                        window,
                        plain,
                        f.doubles(out),
                        f.rows());
            }
        });
    }

    private Node whereDeviating(Node value, Node deviation) {
        return graph.doubles(
                "where deviating",
                List.of(value, deviation),
                (f, out) -> Moments.whereAbove(
                        f.doubles(value), f.doubles(deviation), NO_DEVIATION, f.doubles(out), f.rows()));
    }

    private Node slope(Node x, int window) {
        // 0 over 0 for a single value
        return window == 1 ? none(x) : ratio(partial.trend(x, window), partial.positionMoment(x, window));
    }

    private Node explained(Node x, int window) {
        if (window == 1) {
            return none(x);
        }
        Node trend = partial.trend(x, window);
        Node positions = partial.positionMoment(x, window);
        Node moment = partial.moment(x, x, window);
        Node explained = graph.doubles(
                "qlib Rsquare",
                List.of(trend, positions, moment),
                (f, out) -> Partial.explained(
                        f.doubles(trend), f.doubles(positions), f.doubles(moment), f.doubles(out), f.rows()));
        return whereDeviating(explained, deviation(x, window));
    }

    private Node residual(Node x, int window) {
        if (window == 1) {
            return none(x);
        }
        Node mean = partial.mean(x, window);
        Node slope = slope(x, window);
        Node ahead = partial.ahead(x, window);
        return graph.doubles(
                "qlib Resi",
                List.of(x, mean, slope, ahead),
                (f, out) -> Partial.residual(
                        f.doubles(x),
                        new double[][] {f.doubles(mean), f.doubles(slope), f.doubles(ahead)},
                        f.doubles(out),
                        f.rows()));
    }

    private Node smoothed(Node x, int window, double decay) {
        Node values = whole.decayed(x, window, decay);
        Node weights = whole.decayedWeights(x, window, decay);
        Node count = partial.count(x, window);
        return graph.doubles(
                "smoothed 1",
                List.of(values, weights, count),
                (f, out) -> Sums.ratio(
                        f.doubles(values), f.doubles(weights), f.doubles(count), 1, f.doubles(out), f.rows()));
    }
}
