package io.quantmini.features.internal;

import io.quantmini.features.internal.kernel.Gaps;
import io.quantmini.features.internal.kernel.Ladder;
import io.quantmini.features.internal.kernel.Moments;
import io.quantmini.features.internal.kernel.Partial;
import io.quantmini.features.internal.kernel.Rows;
import io.quantmini.features.internal.kernel.Sums;
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

    /** How many values there are. */
    Node count(Node x, int window) {
        Node gaps = gaps(x);
        if (window == 1) {
            return graph.doubles(
                    "partial count 1", List.of(x), (f, out) -> Rows.present(f.doubles(x), f.doubles(out), f.rows()));
        }
        int part = Ladder.newer(window);
        Node newer = count(x, part);
        Node older = count(x, window - part);
        return graph.doubles("partial count " + window, List.of(newer, older, gaps), (f, out) -> {
            if (isWhole(f, gaps)) {
                Partial.wholeCount(window, f.doubles(out), f.rows());
            } else {
                Partial.count(f.doubles(newer), f.beforeOrZero(older, part), f.doubles(out), f.rows());
            }
        });
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
        return graph.doubles(
                "degrees", List.of(count), (f, out) -> Partial.degrees(f.doubles(count), f.doubles(out), f.rows()));
    }

    /** A mean that is exact over equal values. */
    Node mean(Node x, int window) {
        return meanOf(x, values(x), window);
    }

    /** The sum of (x - mean x)(y - mean y) where both have values in the same rows; at least 2 rows. */
    Node moment(Node x, Node y, int window) {
        return momentOf(x, x == y ? "" : "xy", window, rows -> distance(x, rows), rows -> distance(y, rows));
    }

    /** The sum of (position - mean position)(x - mean x), for windows of at least 2 rows. */
    Node trend(Node x, int window) {
        return momentOf(x, "trend", window, rows -> positionDistance(x, rows), rows -> distance(x, rows));
    }

    /** Second moment of the positions of values, for windows of at least 2 rows. */
    Node positionMoment(Node x, int window) {
        Node gaps = gaps(x);
        Node moment = ofPositions(x, window, gaps);
        return graph.doubles("position moment " + window, List.of(moment, gaps), (f, out) -> {
            if (isWhole(f, gaps)) {
                Partial.wholePositionMoment(window, f.doubles(out), f.rows());
            } else {
                System.arraycopy(f.doubles(moment), 0, f.doubles(out), 0, f.rows());
            }
        });
    }

    /** How far the newest row is from the mean position of the values. */
    Node ahead(Node x, int window) {
        Node gaps = gaps(x);
        Node mean = positionMean(x, window, gaps);
        return graph.doubles("ahead " + window, List.of(mean, gaps), (f, out) -> {
            if (isWhole(f, gaps)) {
                Partial.wholeAhead(window, f.doubles(out), f.rows());
            } else {
                Partial.ahead(f.doubles(mean), f.doubles(out), f.rows());
            }
        });
    }

    private Node meanOf(Node x, Node values, int window) {
        if (window == 1) {
            return values;
        }
        int part = Ladder.newer(window);
        Node newer = meanOf(x, values, part);
        Node older = meanOf(x, values, window - part);
        Node share = share(x, window);
        return graph.doubles(
                "partial mean " + window,
                List.of(newer, older, share),
                (f, out) -> Partial.mergeMean(
                        f.doubles(newer), f.beforeOrZero(older, part), f.doubles(share), f.doubles(out), f.rows()));
    }

    private Node share(Node x, int window) {
        Node gaps = gaps(x);
        int part = Ladder.newer(window);
        Node newer = count(x, part);
        Node older = count(x, window - part);
        return graph.doubles("share " + window, List.of(newer, older, gaps), (f, out) -> {
            if (isWhole(f, gaps)) {
                Partial.wholeShare(part, window, f.doubles(out), f.rows());
            } else {
                Partial.share(f.doubles(newer), f.beforeOrZero(older, part), f.doubles(out), f.rows());
            }
        });
    }

    private Node weight(Node x, int window) {
        Node share = share(x, window);
        Node newer = count(x, Ladder.newer(window));
        return graph.doubles(
                "weight " + window,
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

    private interface Distance {
        Node of(int window);
    }

    private Node momentOf(Node x, String what, int window, Distance first, Distance second) {
        int part = Ladder.newer(window);
        int rest = window - part;
        Node dx = first.of(window);
        Node dy = second.of(window);
        Node weight = weight(x, window);
        String name = "partial moment " + what + window;
        if (part == 1) {
            return graph.doubles(
                    name,
                    List.of(dx, dy, weight),
                    (f, out) -> Partial.mergeRows(
                            f.doubles(dx), f.doubles(dy), f.doubles(weight), f.doubles(out), f.rows()));
        }
        Node newer = momentOf(x, what, part, first, second);
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
        Node older = momentOf(x, what, rest, first, second);
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

    /** Mean position of the values; anything for a series without gaps. */
    private Node positionMean(Node x, int window, Node gaps) {
        if (window == 1) {
            return graph.doubles(
                    "positions", List.of(x), (f, out) -> Partial.positions(f.doubles(x), f.doubles(out), f.rows()));
        }
        int part = Ladder.newer(window);
        Node newer = positionMean(x, part, gaps);
        Node older = positionMean(x, window - part, gaps);
        Node share = share(x, window);
        return graph.doubles("position mean " + window, List.of(newer, older, share, gaps), (f, out) -> {
            if (!isWhole(f, gaps)) {
                Partial.mergeMean(
                        f.doubles(newer), f.beforeOrZero(older, part), f.doubles(share), f.doubles(out), f.rows());
            }
        });
    }

    private Node positionDistance(Node x, int window) {
        Node gaps = gaps(x);
        int part = Ladder.newer(window);
        Node newer = positionMean(x, part, gaps);
        Node older = positionMean(x, window - part, gaps);
        return graph.doubles("position distance " + window, List.of(newer, older, gaps), (f, out) -> {
            if (isWhole(f, gaps)) {
                Partial.wholePositionDistance(window, f.doubles(out), f.rows());
            } else {
                Moments.distance(f.doubles(newer), f.beforeOrZero(older, part), f.doubles(out), f.rows());
            }
        });
    }

    /** Second moment of the positions; anything for a series without gaps. */
    private Node ofPositions(Node x, int window, Node gaps) {
        int part = Ladder.newer(window);
        int rest = window - part;
        Node distance = positionDistance(x, window);
        Node weight = weight(x, window);
        Node newer = part == 1 ? distance : ofPositions(x, part, gaps);
        Node older = rest == 1 ? distance : ofPositions(x, rest, gaps);
        return graph.doubles(
                "moment of positions " + window, List.of(distance, weight, newer, older, gaps), (f, out) -> {
                    if (isWhole(f, gaps)) {
                        return;
                    }
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
