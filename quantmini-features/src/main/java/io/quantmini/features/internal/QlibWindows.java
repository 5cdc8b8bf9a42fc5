package io.quantmini.features.internal;

import io.quantmini.feature.Expression.Call;
import io.quantmini.feature.Feature;
import io.quantmini.feature.FeatureException;
import io.quantmini.features.internal.kernel.Extremes;
import io.quantmini.features.internal.kernel.FloatRows;
import io.quantmini.features.internal.kernel.Gaps;
import io.quantmini.features.internal.kernel.Moments;
import io.quantmini.features.internal.kernel.Quantiles;
import io.quantmini.features.internal.kernel.Ranks;
import io.quantmini.features.internal.kernel.Rows;
import io.quantmini.features.internal.kernel.Shapes;
import io.quantmini.features.internal.kernel.Sums;
import io.quantmini.features.internal.kernel.Trends;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Window operators as Qlib has them ({@code qlib.data.ops} over pandas' {@code rolling} with {@code min_periods=1}): a window
 * takes what values there are. Full windows come from {@link WindowNodes}; the others are computed one by one. Infinite values
 * are missing to a window.
 */
final class QlibWindows {
    /** Standard deviations up to this are none to Qlib's Corr and Rsquare. */
    private static final double NO_DEVIATION = 2e-5;

    private static final double MEDIAN = 0.5;

    private final NodeGraph graph;
    private final WindowNodes parts;
    private final Map<Integer, NavigableMap<Integer, Node>> balances = new HashMap<>();

    QlibWindows(NodeGraph graph) {
        this.graph = graph;
        this.parts = new WindowNodes(graph);
    }

    Node compile(Feature feature, Call call, List<Node> inputs) {
        Node x = inputs.get(0);
        int window = call.rows();
        return switch (call.operator()) {
            case REF -> parts.lag(x, window);
            case DELTA -> delta(x, window);
            case SUM -> filled("Sum", parts.sum(finite(x), window), finite(x), window, Sums::plain);
            case MEAN -> mean(finite(x), window);
            case VAR ->
                filled("Var", perDegree(finite(x), finite(x), window), finite(x), window, Moments::plainVariance);
            case STD -> deviation(finite(x), window);
            case COV -> covariance(finite(x), finite(inputs.get(1)), window);
            case CORR -> correlation(finite(x), finite(inputs.get(1)), window);
            case MAX -> extreme(x, window, true);
            case MIN -> extreme(x, window, false);
            case IDX_MAX -> place(x, window, true);
            case IDX_MIN -> place(x, window, false);
            case COUNT -> count(finite(x), window);
            case SLOPE -> slope(finite(x), window);
            case RSQUARE -> explained(finite(x), window);
            case RESI -> residual(finite(x), window);
            case EMA -> smoothed(finite(x), 10 * window, 1 - 2.0 / (window + 1));
            case RANK -> rank(x, window);
            case MED -> quantile(finite(x), window, MEDIAN);
            case QUANTILE -> quantile(finite(x), window, call.parameters().get(1));
            case SKEW -> every("Skew", finite(x), window, Shapes::skewness);
            case KURT -> every("Kurt", finite(x), window, Shapes::kurtosis);
            case MAD -> every("Mad", finite(x), window, Shapes::meanDeviation);
            case WMA -> every("WMA", finite(x), window, Shapes::qlibWeightedMean);
            default ->
                throw FeatureException.in(
                        feature,
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

    private Node finiteFloats(Node x) {
        return graph.floats("finite", List.of(x), (f, out) -> FloatRows.finite(f.floats(x), f.floats(out), f.rows()));
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

    /** A window's values where it is full, and by the plain version where it is not. */
    private Node filled(String what, Node whole, Node x, int window, Gaps.Plain plain) {
        Node gaps = parts.gaps(x);
        return graph.doubles("qlib " + what + " " + window, List.of(whole, x, gaps), (f, out) -> {
            System.arraycopy(f.doubles(whole), 0, f.doubles(out), 0, f.rows());
            Gaps.fill(f.doubles(x), f.ints(gaps), window, plain, f.doubles(out), f.rows());
        });
    }

    private Node every(String what, Node x, int window, Gaps.Plain plain) {
        return graph.doubles(
                "qlib " + what + " " + window,
                List.of(x),
                (f, out) -> Gaps.every(f.doubles(x), window, plain, f.doubles(out), f.rows()));
    }

    private Node mean(Node x, int window) {
        Node sum = parts.sum(x, window);
        Node gaps = parts.gaps(x);
        return graph.doubles("qlib Mean " + window, List.of(sum, x, gaps), (f, out) -> {
            Rows.divide(f.doubles(sum), window, f.doubles(out), f.rows());
            Gaps.fill(f.doubles(x), f.ints(gaps), window, Sums::plainMean, f.doubles(out), f.rows());
        });
    }

    private Node none(Node x) {
        return graph.doubles("none", List.of(x), (f, out) -> Arrays.fill(f.doubles(out), 0, f.rows(), Double.NaN));
    }

    private Node perDegree(Node x, Node y, int window) {
        if (window == 1) {
            return none(x);
        }
        Node moment = parts.moment(x, y, window);
        return graph.doubles(
                "qlib per degree " + window,
                List.of(moment),
                (f, out) -> Rows.divide(f.doubles(moment), window - 1, f.doubles(out), f.rows()));
    }

    private Node deviation(Node x, int window) {
        if (window == 1) {
            return none(x);
        }
        Node moment = parts.moment(x, x, window);
        Node gaps = parts.gaps(x);
        return graph.doubles("qlib Std " + window, List.of(moment, x, gaps), (f, out) -> {
            Moments.deviation(f.doubles(moment), window - 1, f.doubles(out), f.rows());
            Gaps.fill(f.doubles(x), f.ints(gaps), window, Moments::plainDeviation, f.doubles(out), f.rows());
        });
    }

    private Node covariance(Node x, Node y, int window) {
        return filledPairs("Cov", perDegree(x, y, window), x, y, window);
    }

    private Node filledPairs(String what, Node whole, Node x, Node y, int window) {
        Node gapsX = parts.gaps(x);
        Node gapsY = parts.gaps(y);
        Gaps.PlainPair plain = what.equals("Cov") ? Moments::plainCovariance : Moments::plainCorrelation;
        return graph.doubles("qlib " + what + " " + window, List.of(whole, x, y, gapsX, gapsY), (f, out) -> {
            System.arraycopy(f.doubles(whole), 0, f.doubles(out), 0, f.rows());
            Gaps.fill(
                    new double[][] {f.doubles(x), f.doubles(y)},
                    new int[][] {f.ints(gapsX), f.ints(gapsY)},
                    window,
                    plain,
                    f.doubles(out),
                    f.rows());
        });
    }

    private Node correlation(Node x, Node y, int window) {
        if (window == 1) {
            return none(x);
        }
        Node xy = parts.moment(x, y, window);
        Node xx = parts.moment(x, x, window);
        Node yy = parts.moment(y, y, window);
        Node whole = graph.doubles(
                "qlib whole Corr",
                List.of(xy, xx, yy),
                (f, out) -> Moments.correlation(f.doubles(xy), f.doubles(xx), f.doubles(yy), f.doubles(out), f.rows()));
        Node all = filledPairs("Corr", whole, x, y, window);
        return whereDeviating(whereDeviating(all, deviation(x, window)), deviation(y, window));
    }

    private Node whereDeviating(Node value, Node deviation) {
        return graph.doubles(
                "where deviating",
                List.of(value, deviation),
                (f, out) -> Moments.whereAbove(
                        f.doubles(value), f.doubles(deviation), NO_DEVIATION, f.doubles(out), f.rows()));
    }

    private Node extreme(Node x, int window, boolean greatest) {
        Node values = finite(x);
        Node gaps = parts.gaps(values);
        Node whole = parts.extreme(x.isFloat() ? finiteFloats(x) : values, window, greatest);
        Gaps.Plain plain = greatest ? Extremes::plainMax : Extremes::plainMin;
        return graph.doubles("qlib extreme " + window + greatest, List.of(whole, values, gaps), (f, out) -> {
            if (whole.isFloat()) {
                FloatRows.widen(f.floats(whole), f.doubles(out), f.rows());
            } else {
                System.arraycopy(f.doubles(whole), 0, f.doubles(out), 0, f.rows());
            }
            Gaps.fill(f.doubles(values), f.ints(gaps), window, plain, f.doubles(out), f.rows());
        });
    }

    private Node place(Node x, int window, boolean greatest) {
        Node values = finite(x);
        Gaps.Plain plain = greatest ? Extremes::plainPlaceOfMax : Extremes::plainPlaceOfMin;
        if (!x.isFloat()) {
            return every("place " + greatest, values, window, plain);
        }
        Node gaps = parts.gaps(values);
        Node keys = parts.extremeKey(finiteFloats(x), window, greatest);
        return graph.doubles("qlib place " + window + greatest, List.of(keys, values, gaps), (f, out) -> {
            if (greatest) {
                Extremes.placeOfMax(f.longs(keys), window, f.doubles(out), f.rows());
            } else {
                Extremes.placeOfMin(f.longs(keys), window, f.doubles(out), f.rows());
            }
            Gaps.fill(f.doubles(values), f.ints(gaps), window, plain, f.doubles(out), f.rows());
        });
    }

    private Node count(Node x, int window) {
        return graph.doubles(
                "Count " + window, List.of(x), (f, out) -> Sums.count(f.doubles(x), window, f.doubles(out), f.rows()));
    }

    private Node slope(Node x, int window) {
        if (window == 1) {
            return none(x);
        }
        Node trend = parts.trend(x, window);
        Node gaps = parts.gaps(x);
        double positions = Trends.positions(window);
        return graph.doubles("qlib Slope " + window, List.of(trend, x, gaps), (f, out) -> {
            Rows.divide(f.doubles(trend), positions, f.doubles(out), f.rows());
            Gaps.fill(f.doubles(x), f.ints(gaps), window, Trends::plainSlope, f.doubles(out), f.rows());
        });
    }

    private Node explained(Node x, int window) {
        if (window == 1) {
            return none(x);
        }
        Node trend = parts.trend(x, window);
        Node moment = parts.moment(x, x, window);
        Node gaps = parts.gaps(x);
        double positions = Trends.positions(window);
        Node all = graph.doubles("qlib Rsquare " + window, List.of(trend, moment, x, gaps), (f, out) -> {
            Trends.explained(f.doubles(trend), f.doubles(moment), positions, f.doubles(out), f.rows());
            Gaps.fill(f.doubles(x), f.ints(gaps), window, Trends::plainExplained, f.doubles(out), f.rows());
        });
        return whereDeviating(all, deviation(x, window));
    }

    private Node residual(Node x, int window) {
        if (window == 1) {
            return none(x);
        }
        Node mean = parts.mean(x, window);
        Node trend = parts.trend(x, window);
        Node gaps = parts.gaps(x);
        double positions = Trends.positions(window);
        return graph.doubles("qlib Resi " + window, List.of(x, mean, trend, gaps), (f, out) -> {
            Trends.residual(
                    f.doubles(x), f.doubles(mean), f.doubles(trend), positions, window, f.doubles(out), f.rows());
            Gaps.fill(f.doubles(x), f.ints(gaps), window, Trends::plainResidual, f.doubles(out), f.rows());
        });
    }

    private Node smoothed(Node x, int window, double decay) {
        Node values = parts.decayed(x, window, decay);
        Node weights = parts.decayedWeights(x, window, decay);
        Node count = count(x, window);
        return graph.doubles(
                "smoothed 1",
                List.of(values, weights, count),
                (f, out) -> Sums.ratio(
                        f.doubles(values), f.doubles(weights), f.doubles(count), 1, f.doubles(out), f.rows()));
    }

    private Node quantile(Node x, int window, double share) {
        return graph.doubles(
                "qlib Quantile " + window + " " + share,
                List.of(x),
                (f, out) -> Quantiles.sorted(f.doubles(x), window, share, f.doubles(out), f.rows()));
    }

    private Node rank(Node x, int window) {
        Node values = finite(x);
        if (!x.isFloat() || window == 1) {
            return every("Rank", values, window, Ranks::plain);
        }
        Node comparable = graph.node(
                "comparable",
                Node.Type.INT,
                List.of(x),
                (f, out) -> f.ints(out)[0] = Ranks.comparable(f.floats(x), f.rows()) ? 1 : 0);
        Node balance = balance(x, window);
        return graph.doubles("qlib Rank " + window, List.of(comparable, balance, values), (f, out) -> {
            if (f.ints(comparable)[0] == 0) {
                Gaps.every(f.doubles(values), window, Ranks::plain, f.doubles(out), f.rows());
                return;
            }
            Ranks.share(f.ints(balance), window, f.doubles(out), f.rows());
            int start = Math.min(window - 1, f.rows());
            Gaps.every(f.doubles(values), window, Ranks::plain, f.doubles(out), start);
        });
    }

    /** Rows of the window less than the newest one, less those that are greater; built on that of a smaller window. */
    private Node balance(Node x, int window) {
        NavigableMap<Integer, Node> known = balances.computeIfAbsent(x.id(), id -> new TreeMap<>());
        Node same = known.get(window);
        if (same != null) {
            return same;
        }
        Map.Entry<Integer, Node> smaller = known.lowerEntry(window);
        Node bits = graph.node(
                "bits", Node.Type.INT, List.of(x), (f, out) -> Ranks.bits(f.floats(x), f.ints(out), f.rows()));
        int start = smaller == null ? 1 : smaller.getKey();
        List<Node> inputs = smaller == null ? List.of(bits) : List.of(bits, smaller.getValue());
        Node balance = graph.node("balance " + window, Node.Type.INT, inputs, (f, out) -> {
            if (smaller == null) {
                Arrays.fill(f.ints(out), 0, f.rows(), 0);
            } else {
                System.arraycopy(f.ints(smaller.getValue()), 0, f.ints(out), 0, f.rows());
            }
            for (int back = start; back < window; back++) {
                Ranks.compare(f.ints(bits), f.intsBefore(bits, back), f.ints(out), f.rows());
            }
        });
        known.put(window, balance);
        return balance;
    }
}
