package io.quantmini.features.internal;

import io.quantmini.features.internal.kernel.Extremes;
import io.quantmini.features.internal.kernel.FloatRows;
import io.quantmini.features.internal.kernel.Gaps;
import io.quantmini.features.internal.kernel.Ladder;
import io.quantmini.features.internal.kernel.Quantiles;
import io.quantmini.features.internal.kernel.Ranks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Qlib's window operators that compare values. Those of floats have fast ways; {@code x} is the operand as it is,
 * {@code values} the same as doubles, finite or NaN.
 */
final class QlibOrder {
    private final NodeGraph graph;
    private final PartialNodes partial;
    private final Map<Integer, NavigableMap<Integer, Node>> balances = new HashMap<>();

    QlibOrder(NodeGraph graph) {
        this.graph = graph;
        this.partial = new PartialNodes(graph);
    }

    Node extreme(Node x, Node values, int window, boolean greatest) {
        if (!x.isFloat()) {
            Gaps.Plain plain = greatest ? Extremes::plainMax : Extremes::plainMin;
            return every("extreme " + greatest, values, window, plain);
        }
        Node most = extremeOf(orOpposite(x, greatest), window, greatest);
        // where no value was, the infinity that stands for it is left
        return graph.doubles(
                "qlib extreme", List.of(most), (f, out) -> Extremes.finite(f.floats(most), f.doubles(out), f.rows()));
    }

    /** The values, and for a missing one what is no extreme. */
    private Node orOpposite(Node x, boolean greatest) {
        float opposite = greatest ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
        return graph.floats(
                "or " + opposite,
                List.of(x),
                (f, out) -> FloatRows.finiteOr(f.floats(x), opposite, f.floats(out), f.rows()));
    }

    private Node extremeOf(Node values, int window, boolean greatest) {
        if (window == 1) {
            return values;
        }
        float opposite = greatest ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
        int part = Ladder.newer(window);
        Node newer = extremeOf(values, part, greatest);
        Node older = extremeOf(values, window - part, greatest);
        return graph.floats("extreme " + window + greatest, List.of(newer, older), (f, out) -> {
            float[] before = f.floatsBefore(older, part, opposite);
            if (greatest) {
                Extremes.mergeMax(f.floats(newer), before, f.floats(out), f.rows());
            } else {
                Extremes.mergeMin(f.floats(newer), before, f.floats(out), f.rows());
            }
        });
    }

    Node place(Node x, Node values, int window, boolean greatest) {
        if (!x.isFloat()) {
            Gaps.Plain plain = greatest ? Extremes::plainPlaceOfMax : Extremes::plainPlaceOfMin;
            return every("place " + greatest, values, window, plain);
        }
        Node gaps = partial.gaps(values);
        Node count = partial.count(values, window);
        Node keys = keys(x, window, greatest);
        return graph.doubles("qlib place " + window + greatest, List.of(keys, count, gaps), (f, out) -> {
            if (greatest) {
                Extremes.placeOfMax(f.longs(keys), window, f.doubles(out), f.rows());
            } else {
                Extremes.placeOfMin(f.longs(keys), window, f.doubles(out), f.rows());
            }
            if (!PartialNodes.isWhole(f, gaps)) {
                Extremes.whereAny(f.doubles(count), f.doubles(out), f.rows());
            }
        });
    }

    private Node keys(Node x, int window, boolean greatest) {
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
        Node newer = keys(x, part, greatest);
        Node older = keys(x, window - part, greatest);
        return graph.node("keys " + greatest + window, Node.Type.LONG, List.of(newer, older), (f, out) -> {
            if (greatest) {
                Extremes.mergeMax(f.longs(newer), f.longs(older), part, f.longs(out), f.rows());
            } else {
                Extremes.mergeMin(f.longs(newer), f.longs(older), part, f.longs(out), f.rows());
            }
        });
    }

    Node rank(Node x, Node values, int window) {
        if (!x.isFloat() || window == 1) {
            return every("Rank", values, window, Ranks::plain);
        }
        Node comparable = graph.node(
                "comparable",
                Node.Type.INT,
                List.of(x),
                (f, out) -> f.ints(out)[0] = Ranks.comparable(f.floats(x), f.rows()) ? 1 : 0);
        Node balance = balance(x, partial.gaps(values), window);
        Node count = partial.count(values, window);
        return graph.doubles("qlib Rank " + window, List.of(comparable, balance, count, values), (f, out) -> {
            if (f.ints(comparable)[0] == 0) {
                Gaps.every(f.doubles(values), window, Ranks::plain, f.doubles(out), f.rows());
            } else {
                Ranks.share(f.ints(balance), f.doubles(values), f.doubles(count), f.doubles(out), f.rows());
            }
        });
    }

    /** Rows of the window less than the newest one, less those that are greater; built on that of a smaller window. */
    private Node balance(Node x, Node gaps, int window) {
        NavigableMap<Integer, Node> known = balances.computeIfAbsent(x.id(), id -> new TreeMap<>());
        Node same = known.get(window);
        if (same != null) {
            return same;
        }
        Map.Entry<Integer, Node> smaller = known.lowerEntry(window);
        Node bits = graph.node(
                "bits", Node.Type.INT, List.of(x), (f, out) -> Ranks.bits(f.floats(x), f.ints(out), f.rows()));
        Node mask = graph.node(
                "mask", Node.Type.INT, List.of(x), (f, out) -> Ranks.mask(f.floats(x), f.ints(out), f.rows()));
        int start = smaller == null ? 1 : smaller.getKey();
        List<Node> inputs = new ArrayList<>(List.of(bits, mask, gaps));
        if (smaller != null) {
            inputs.add(smaller.getValue());
        }
        Node balance = graph.node("balance " + window, Node.Type.INT, inputs, (f, out) -> {
            if (smaller == null) {
                Arrays.fill(f.ints(out), 0, f.rows(), 0);
            } else {
                System.arraycopy(f.ints(smaller.getValue()), 0, f.ints(out), 0, f.rows());
            }
            boolean whole = PartialNodes.isWhole(f, gaps);
            for (int back = start; back < window; back++) {
                int[] before = f.intsBefore(bits, back, 0);
                if (whole) {
                    Ranks.compare(f.ints(bits), before, back, f.ints(out), f.rows());
                } else {
                    Ranks.compareMasked(
                            new int[][] {f.ints(bits), before},
                            f.intsBefore(mask, back, 1),
                            back,
                            f.ints(out),
                            f.rows());
                }
            }
        });
        known.put(window, balance);
        return balance;
    }

    Node quantile(Node x, Node values, int window, double share) {
        if (!x.isFloat() || window == 1) {
            return graph.doubles(
                    "qlib Quantile " + window + " " + share,
                    List.of(values),
                    (f, out) -> Quantiles.sorted(f.doubles(values), window, share, f.doubles(out), f.rows()));
        }
        double place = share * (window - 1);
        int below = Math.min((int) place, window - 2);
        Node lower = ordered(x, window, below);
        Node upper = ordered(x, window, below + 1);
        Node gaps = partial.gaps(values);
        return graph.doubles("qlib Quantile " + window + " " + share, List.of(lower, upper, values, gaps), (f, out) -> {
            boolean whole = PartialNodes.isWhole(f, gaps);
            if (whole) {
                Quantiles.between(f.floats(lower), f.floats(upper), place - below, f.doubles(out), f.rows());
            }
            int rows = whole ? Math.min(window - 1, f.rows()) : f.rows();
            Quantiles.sorted(f.doubles(values), window, share, f.doubles(out), rows);
        });
    }

    /** The k-th least value of full windows, from 0, as the least of the greater ones of all ways to take k + 1. */
    private Node ordered(Node x, int window, int k) {
        return graph.part("ordered", x, x, window, k, () -> makeOrdered(x, window, k));
    }

    private Node makeOrdered(Node x, int window, int k) {
        if (window == 1) {
            return x;
        }
        int part = Ladder.newer(window);
        int rest = window - part;
        List<Node> inputs = new ArrayList<>();
        int alone = 0;
        if (k < part) {
            inputs.add(ordered(x, part, k));
            alone++;
        }
        if (k < rest) {
            inputs.add(before(ordered(x, rest, k), part));
            alone++;
        }
        for (int taken = Math.max(1, k + 1 - rest); taken <= Math.min(k, part); taken++) {
            inputs.add(ordered(x, part, taken - 1));
            inputs.add(before(ordered(x, rest, k - taken), part));
        }
        int single = alone;
        return graph.floats("ordered " + window + " " + k, inputs, (f, out) -> {
            float[] least = f.floats(out);
            Arrays.fill(least, 0, f.rows(), Float.POSITIVE_INFINITY);
            for (int i = 0; i < single; i++) {
                Extremes.mergeMin(least, f.floats(inputs.get(i)), least, f.rows());
            }
            for (int i = single; i < inputs.size(); i += 2) {
                Quantiles.leastOfGreater(f.floats(inputs.get(i)), f.floats(inputs.get(i + 1)), least, f.rows());
            }
        });
    }

    private Node before(Node x, int rows) {
        return graph.floats("lag " + rows, List.of(x), (f, out) -> f.shift(f.floats(x), rows, f.floats(out)));
    }

    private Node every(String what, Node x, int window, Gaps.Plain plain) {
        return graph.doubles(
                "qlib " + what + " " + window,
                List.of(x),
                (f, out) -> Gaps.every(f.doubles(x), window, plain, f.doubles(out), f.rows()));
    }
}
