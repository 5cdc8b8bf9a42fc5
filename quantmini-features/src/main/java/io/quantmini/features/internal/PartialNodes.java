package io.quantmini.features.internal;

import io.quantmini.features.internal.kernel.Gaps;
import io.quantmini.features.internal.kernel.Ladder;
import io.quantmini.features.internal.kernel.Moments;
import io.quantmini.features.internal.kernel.Partial;
import io.quantmini.features.internal.kernel.Rows;
import io.quantmini.features.internal.kernel.Sums;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts that window operators are made of, over what values there are. Every array has a number in every row: 0 over no
 * values. Operands are nodes of doubles that are finite or NaN.
 */
final class PartialNodes {
    private final NodeGraph graph;

    PartialNodes(NodeGraph graph) {
        this.graph = graph;
    }

    /** Per row the last one up to it whose value is missing. */
    Node gaps(Node x) {
        return graph.node(
                "gaps", Node.Type.INT, List.of(x), (f, out) -> Gaps.last(f.doubles(x), f.ints(out), f.rows()));
    }

    /** Whether the series at hand has a value in every row. */
    static boolean isWhole(Frame frame, Node gaps) {
        return frame.rows() == 0 || frame.ints(gaps)[frame.rows() - 1] < 0;
    }

    /** The values, 0 for a missing one. */
    Node values(Node x) {
        return graph.doubles("or zero", List.of(x), (f, out) -> Rows.orZero(f.doubles(x), f.doubles(out), f.rows()));
    }

    /** A node that depends on nothing but which rows of {@code x} have a value. */
    private Node ofPattern(String what, Node x, List<Node> inputs, Node.Kernel kernel) {
        Node gaps = gaps(x);
        List<Node> all = new ArrayList<>(inputs);
        all.add(gaps);
        return graph.doubles(what, all, (f, out) -> f.ofPattern(gaps, out, () -> kernel.run(f, out)));
    }

    /** How many values there are. */
    Node count(Node x, int window) {
        return graph.part("partial count", x, window, () -> makeCount(x, window));
    }

    private Node makeCount(Node x, int window) {
        if (window == 1) {
            return ofPattern(
                    "partial count 1", x, List.of(x), (f, out) -> Rows.present(f.doubles(x), f.doubles(out), f.rows()));
        }
        int part = Ladder.newer(window);
        Node newer = count(x, part);
        Node older = count(x, window - part);
        return ofPattern(
                "partial count " + window,
                x,
                List.of(newer, older),
                (f, out) -> Partial.count(f.doubles(newer), f.beforeOrZero(older, part), f.doubles(out), f.rows()));
    }

    Node sum(Node x, int window) {
        return sumOf(values(x), window);
    }

    private Node sumOf(Node values, int window) {
        if (window == 1) {
            return values;
        }
        int part = Ladder.newer(window);
        Node newer = sumOf(values, part);
        Node older = sumOf(values, window - part);
        return graph.doubles(
                "partial sum " + window,
                List.of(newer, older),
                (f, out) -> Sums.merge(f.doubles(newer), f.beforeOrZero(older, part), f.doubles(out), f.rows()));
    }

    /** Degrees of freedom of the values; NaN for fewer than two. */
    Node degrees(Node x, int window) {
        Node count = count(x, window);
        return ofPattern(
                "degrees", x, List.of(count), (f, out) -> Partial.degrees(f.doubles(count), f.doubles(out), f.rows()));
    }

    /** A mean that is exact over equal values. */
    Node mean(Node x, int window) {
        return graph.part("partial mean", x, window, () -> meanOf(x, values(x), window));
    }

    /** The sum of (x - mean x)(y - mean y) where both have values in the same rows; at least 2 rows. */
    Node moment(Node x, Node y, int window) {
        return graph.part("partial moment", x, y, window, 0, () -> {
            List<Node> distances = List.of(distance(x, window), distance(y, window));
            return moment(x, distances, window, rows -> moment(x, y, rows));
        });
    }

    /** The sum of (position - mean position)(x - mean x), for windows of at least 2 rows. */
    Node trend(Node x, int window) {
        return graph.part("partial trend", x, window, () -> {
            List<Node> distances = List.of(positionDistance(x, window), distance(x, window));
            return moment(x, distances, window, rows -> trend(x, rows));
        });
    }

    /** How far the newest row is from the mean position of the values. */
    Node ahead(Node x, int window) {
        Node mean = positionMean(x, window);
        return ofPattern(
                "ahead", x, List.of(mean), (f, out) -> Partial.ahead(f.doubles(mean), f.doubles(out), f.rows()));
    }

    private Node meanOf(Node x, Node values, int window) {
        if (window == 1) {
            return values;
        }
        int part = Ladder.newer(window);
        Node newer = mean(x, part);
        Node older = mean(x, window - part);
        Node share = share(x, window);
        return graph.doubles(
                "partial mean " + window,
                List.of(newer, older, share),
                (f, out) -> Partial.mergeMean(
                        f.doubles(newer), f.beforeOrZero(older, part), f.doubles(share), f.doubles(out), f.rows()));
    }

    private Node share(Node x, int window) {
        int part = Ladder.newer(window);
        Node newer = count(x, part);
        Node older = count(x, window - part);
        return ofPattern(
                "share " + window,
                x,
                List.of(newer, older),
                (f, out) -> Partial.share(f.doubles(newer), f.beforeOrZero(older, part), f.doubles(out), f.rows()));
    }

    private Node weight(Node x, int window) {
        Node share = share(x, window);
        Node newer = count(x, Ladder.newer(window));
        return ofPattern(
                "weight " + window,
                x,
                List.of(newer, share),
                (f, out) -> Partial.weight(f.doubles(newer), f.doubles(share), f.doubles(out), f.rows()));
    }

    private Node distance(Node x, int window) {
        int part = Ladder.newer(window);
        Node newer = mean(x, part);
        Node older = mean(x, window - part);
        return graph.doubles(
                "partial distance " + window,
                List.of(newer, older),
                (f, out) -> Moments.distance(f.doubles(newer), f.beforeOrZero(older, part), f.doubles(out), f.rows()));
    }

    private interface Smaller {
        Node of(int window);
    }

    private Node moment(Node x, List<Node> distances, int window, Smaller smaller) {
        int part = Ladder.newer(window);
        int rest = window - part;
        Node dx = distances.get(0);
        Node dy = distances.get(1);
        Node weight = weight(x, window);
        String name = "partial moment " + window;
        if (part == 1) {
            return graph.doubles(
                    name,
                    List.of(dx, dy, weight),
                    (f, out) -> Partial.mergeRows(
                            f.doubles(dx), f.doubles(dy), f.doubles(weight), f.doubles(out), f.rows()));
        }
        Node newer = smaller.of(part);
        if (rest == 1) {
            return graph.doubles(
                    name,
                    List.of(newer, dx, dy, weight),
                    (f, out) -> Partial.mergeRow(
                            f.doubles(newer),
                            f.doubles(dx),
                            f.doubles(dy),
                            f.doubles(weight),
                            f.doubles(out),
                            f.rows()));
        }
        Node older = smaller.of(rest);
        return graph.doubles(
                name,
                List.of(newer, older, dx, dy, weight),
                (f, out) -> Partial.merge(
                        f.doubles(newer),
                        f.beforeOrZero(older, part),
                        new double[][] {f.doubles(dx), f.doubles(dy)},
                        f.doubles(weight),
                        f.doubles(out),
                        f.rows()));
    }

    private Node positionMean(Node x, int window) {
        return graph.part("positionMean", x, window, () -> makePositionMean(x, window));
    }

    private Node makePositionMean(Node x, int window) {
        if (window == 1) {
            return ofPattern(
                    "positions", x, List.of(x), (f, out) -> Partial.positions(f.doubles(x), f.doubles(out), f.rows()));
        }
        int part = Ladder.newer(window);
        Node newer = positionMean(x, part);
        Node older = positionMean(x, window - part);
        Node share = share(x, window);
        return ofPattern(
                "position mean " + window,
                x,
                List.of(newer, older, share),
                (f, out) -> Partial.mergeMean(
                        f.doubles(newer), f.beforeOrZero(older, part), f.doubles(share), f.doubles(out), f.rows()));
    }

    private Node positionDistance(Node x, int window) {
        int part = Ladder.newer(window);
        Node newer = positionMean(x, part);
        Node older = positionMean(x, window - part);
        return ofPattern(
                "position distance " + window,
                x,
                List.of(newer, older),
                (f, out) -> Moments.distance(f.doubles(newer), f.beforeOrZero(older, part), f.doubles(out), f.rows()));
    }

    /** Second moment of the positions of values, for windows of at least 2 rows. */
    Node positionMoment(Node x, int window) {
        return graph.part("positionMoment", x, window, () -> makePositionMoment(x, window));
    }

    private Node makePositionMoment(Node x, int window) {
        int part = Ladder.newer(window);
        int rest = window - part;
        Node distance = positionDistance(x, window);
        Node weight = weight(x, window);
        Node newer = part == 1 ? distance : positionMoment(x, part);
        Node older = rest == 1 ? distance : positionMoment(x, rest);
        return ofPattern("position moment " + window, x, List.of(distance, weight, newer, older), (f, out) -> {
            double[] d = f.doubles(distance);
            if (part == 1) {
                Partial.mergeRows(d, d, f.doubles(weight), f.doubles(out), f.rows());
            } else if (rest == 1) {
                Partial.mergeRow(f.doubles(newer), d, d, f.doubles(weight), f.doubles(out), f.rows());
            } else {
                Partial.merge(
                        f.doubles(newer),
                        f.beforeOrZero(older, part),
                        new double[][] {d, d},
                        f.doubles(weight),
                        f.doubles(out),
                        f.rows());
            }
        });
    }
}
