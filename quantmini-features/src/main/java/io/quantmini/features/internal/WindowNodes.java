package io.quantmini.features.internal;

import io.quantmini.features.internal.kernel.Extremes;
import io.quantmini.features.internal.kernel.Gaps;
import io.quantmini.features.internal.kernel.Ladder;
import io.quantmini.features.internal.kernel.Moments;
import io.quantmini.features.internal.kernel.Rows;
import io.quantmini.features.internal.kernel.Sums;
import io.quantmini.features.internal.kernel.Trends;
import java.util.List;

/**
 * The parts that window operators are made of, for full windows: any value missing in a window, and every row before the
 * first full one, gives NaN, except where said otherwise. Operands are nodes of doubles that are finite or NaN.
 */
final class WindowNodes {
    private final NodeGraph graph;

    WindowNodes(NodeGraph graph) {
        this.graph = graph;
    }

    /** The value some rows before, or after for a negative number. */
    Node lag(Node x, int rows) {
        return x.isFloat()
                ? graph.floats("lag " + rows, List.of(x), (f, out) -> f.shift(f.floats(x), rows, f.floats(out)))
                : graph.doubles("lag " + rows, List.of(x), (f, out) -> f.shift(f.doubles(x), rows, f.doubles(out)));
    }

    /** Per row the last one up to it whose value is missing. */
    Node gaps(Node x) {
        return graph.node(
                "gaps", Node.Type.INT, List.of(x), (f, out) -> Gaps.last(f.doubles(x), f.ints(out), f.rows()));
    }

    Node sum(Node x, int window) {
        if (window == 1) {
            return x;
        }
        int part = Ladder.newer(window);
        Node newer = sum(x, part);
        Node older = sum(x, window - part);
        return graph.doubles(
                "sum " + window,
                List.of(newer, older),
                (f, out) -> Sums.merge(f.doubles(newer), f.before(older, part, 0), f.doubles(out), f.rows()));
    }

    /** The sum of x·decay^age over the last rows; a missing value counts 0, and so do rows before the first. */
    Node decayed(Node x, int window, double decay) {
        Node values =
                graph.doubles("or zero", List.of(x), (f, out) -> Rows.orZero(f.doubles(x), f.doubles(out), f.rows()));
        return decayedSum(values, window, decay);
    }

    /** The sum of decay^age over those of the last rows that have a value. */
    Node decayedWeights(Node x, int window, double decay) {
        Node present =
                graph.doubles("present", List.of(x), (f, out) -> Rows.present(f.doubles(x), f.doubles(out), f.rows()));
        return decayedSum(present, window, decay);
    }

    private Node decayedSum(Node x, int window, double decay) {
        if (window == 1) {
            return x;
        }
        int part = Ladder.newer(window);
        Node newer = decayedSum(x, part, decay);
        Node older = decayedSum(x, window - part, decay);
        double weight = StrictMath.pow(decay, part);
        return graph.doubles(
                "decayed " + window + " " + decay,
                List.of(newer, older),
                (f, out) -> Sums.mergeDecayed(
                        f.doubles(newer), f.beforeOrZero(older, part), weight, f.doubles(out), f.rows()));
    }

    /** A mean that is exact over equal values. */
    Node mean(Node x, int window) {
        if (window == 1) {
            return x;
        }
        int part = Ladder.newer(window);
        Node newer = mean(x, part);
        Node older = mean(x, window - part);
        double share = (window - part) / (double) window;
        return graph.doubles(
                "mean " + window,
                List.of(newer, older),
                (f, out) ->
                        Moments.mergeMean(f.doubles(newer), f.before(older, part, 0), share, f.doubles(out), f.rows()));
    }

    /** The sum of (x - mean x)(y - mean y), for windows of at least 2 rows. */
    Node moment(Node x, Node y, int window) {
        int part = Ladder.newer(window);
        int rest = window - part;
        Node dx = distance(x, window);
        Node dy = distance(y, window);
        double weight = part * (double) rest / window;
        String what = "moment " + window;
        if (part == 1) {
            return graph.doubles(
                    what,
                    List.of(dx, dy),
                    (f, out) -> Moments.mergeRows(f.doubles(dx), f.doubles(dy), weight, f.doubles(out), f.rows()));
        }
        Node newer = moment(x, y, part);
        if (rest == 1) {
            return graph.doubles(
                    what,
                    List.of(newer, dx, dy),
                    (f, out) -> Moments.mergeRow(
                            f.doubles(newer), f.doubles(dx), f.doubles(dy), weight, f.doubles(out), f.rows()));
        }
        Node older = moment(x, y, rest);
        return graph.doubles(
                what,
                List.of(newer, older, dx, dy),
                (f, out) -> Moments.merge(
                        f.doubles(newer),
                        f.before(older, part, 0),
                        f.doubles(dx),
                        f.doubles(dy),
                        weight,
                        f.doubles(out),
                        f.rows()));
    }

    /** The sum of (position - mean position)(x - mean x), for windows of at least 2 rows. */
    Node trend(Node x, int window) {
        int part = Ladder.newer(window);
        int rest = window - part;
        Node distance = distance(x, window);
        double weight = part * (double) rest / 2;
        String what = "trend " + window;
        if (part == 1) {
            return graph.doubles(
                    what,
                    List.of(distance),
                    (f, out) -> Trends.mergeRows(f.doubles(distance), weight, f.doubles(out), f.rows()));
        }
        Node newer = trend(x, part);
        if (rest == 1) {
            return graph.doubles(
                    what,
                    List.of(newer, distance),
                    (f, out) ->
                            Trends.mergeRow(f.doubles(newer), f.doubles(distance), weight, f.doubles(out), f.rows()));
        }
        Node older = trend(x, rest);
        return graph.doubles(
                what,
                List.of(newer, older, distance),
                (f, out) -> Trends.merge(
                        f.doubles(newer),
                        f.before(older, part, 0),
                        f.doubles(distance),
                        weight,
                        f.doubles(out),
                        f.rows()));
    }

    /** Mean of the older part of a window less that of the newer. */
    private Node distance(Node x, int window) {
        int part = Ladder.newer(window);
        Node newer = mean(x, part);
        Node older = mean(x, window - part);
        return graph.doubles(
                "distance " + window,
                List.of(newer, older),
                (f, out) -> Moments.distance(f.doubles(newer), f.before(older, part, 0), f.doubles(out), f.rows()));
    }

    /** The greatest value, or the least. */
    Node extreme(Node x, int window, boolean greatest) {
        if (window == 1) {
            return x;
        }
        int part = Ladder.newer(window);
        Node newer = extreme(x, part, greatest);
        Node older = extreme(x, window - part, greatest);
        String what = (greatest ? "max " : "min ") + window;
        if (x.isFloat()) {
            return graph.floats(what, List.of(newer, older), (f, out) -> {
                if (greatest) {
                    Extremes.mergeMax(f.floats(newer), f.floatsBefore(older, part), f.floats(out), f.rows());
                } else {
                    Extremes.mergeMin(f.floats(newer), f.floatsBefore(older, part), f.floats(out), f.rows());
                }
            });
        }
        return graph.doubles(what, List.of(newer, older), (f, out) -> {
            if (greatest) {
                Extremes.mergeMax(f.doubles(newer), f.before(older, part, 0), f.doubles(out), f.rows());
            } else {
                Extremes.mergeMin(f.doubles(newer), f.before(older, part, 0), f.doubles(out), f.rows());
            }
        });
    }

    /** Keys of the greatest value of floats, or the least; a window that is not full has any key. */
    Node extremeKey(Node x, int window, boolean greatest) {
        if (window == 1) {
            return graph.node("key " + greatest, Node.Type.LONG, List.of(x), (f, out) -> {
                if (greatest) {
                    Extremes.keysOfMax(f.floats(x), f.longs(out), f.rows());
                } else {
                    Extremes.keysOfMin(f.floats(x), f.longs(out), f.rows());
                }
            });
        }
        int part = Ladder.newer(window);
        Node newer = extremeKey(x, part, greatest);
        Node older = extremeKey(x, window - part, greatest);
        return graph.node("key " + greatest + " " + window, Node.Type.LONG, List.of(newer, older), (f, out) -> {
            if (greatest) {
                Extremes.mergeMax(f.longs(newer), f.longs(older), part, f.longs(out), f.rows());
            } else {
                Extremes.mergeMin(f.longs(newer), f.longs(older), part, f.longs(out), f.rows());
            }
        });
    }
}
