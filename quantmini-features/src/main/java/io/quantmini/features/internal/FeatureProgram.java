package io.quantmini.features.internal;

import io.quantmini.feature.Definition;
import io.quantmini.feature.Precision;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Feature sets as a list of steps over arrays. A step runs when it is first needed, and its array is used again once the last
 * step that reads it has run, so that a series stays in the processor's cache. Immutable; run by several threads, each
 * with its own {@link Frame}.
 */
final class FeatureProgram {
    private final List<Node> nodes;
    private final List<int[]> columns;
    private final Registers registers;

    private FeatureProgram(List<Node> nodes, List<int[]> columns, Registers registers) {
        this.nodes = nodes;
        this.columns = columns;
        this.registers = registers;
    }

    /** How many nodes there are, and how many arrays of each type are in use at the same time, at most. */
    record Registers(int nodes, int doubles, int floats, int ints, int longs) {}

    /** Takes the values of a feature as soon as they are there. */
    interface Sink {
        /**
         * The values of every row of the series.
         *
         * @param column of the feature, counted over all sets
         * @param node whose array holds them, floats or doubles
         */
        void take(int column, Frame frame, Node node);
    }

    /**
     * Compiles features; each is a column of the answer. If one is an implied volatility, a last column says, as the place of a
     * {@link io.quantmini.feature.NullReason}, why there is none.
     */
    static FeatureProgram of(List<Definition> definitions, Leaves leaves) {
        NodeGraph graph = new NodeGraph();
        DoubleCompiler doubles = new DoubleCompiler(graph, leaves);
        QlibCompiler qlib = new QlibCompiler(graph, leaves);
        List<Node> outputs = new ArrayList<>();
        for (Definition definition : definitions) {
            outputs.add(
                    definition.precision() == Precision.DOUBLE
                            ? doubles.compile(definition)
                            : qlib.compile(definition));
        }
        Node gap = doubles.volatilityGap();
        if (gap != null) {
            outputs.add(gap);
        }
        return program(graph.nodes(), outputs);
    }

    /** A frame to run it in. */
    Frame frame() {
        return new Frame(registers);
    }

    /** Computes one series; the sink hears of every column once. */
    void run(Frame frame, SeriesRows series, Sink sink) {
        frame.take(series);
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            node.run(frame);
            for (int column : columns.get(i)) {
                sink.take(column, frame, node);
            }
        }
    }

    private static FeatureProgram program(List<Node> nodes, List<Node> outputs) {
        Map<Integer, Integer> lastUse = new HashMap<>();
        for (Node node : nodes) {
            lastUse.put(node.id(), node.id());
            node.inputs().forEach(input -> lastUse.put(input.id(), node.id()));
        }
        Map<Integer, List<Node>> ended = new HashMap<>();
        for (Node node : nodes) {
            ended.computeIfAbsent(lastUse.getOrDefault(node.id(), node.id()), id -> new ArrayList<>())
                    .add(node);
        }
        Map<Node.Type, Deque<Integer>> free = new EnumMap<>(Node.Type.class);
        Map<Node.Type, Integer> count = new EnumMap<>(Node.Type.class);
        for (Node.Type type : Node.Type.values()) {
            free.put(type, new ArrayDeque<>());
            count.put(type, 0);
        }
        for (Node node : nodes) {
            Integer register =
                    free.getOrDefault(node.type(), new ArrayDeque<>()).poll();
            node.place(register == null ? count.merge(node.type(), 1, Integer::sum) - 1 : register);
            for (Node over : ended.getOrDefault(node.id(), List.of())) {
                free.getOrDefault(over.type(), new ArrayDeque<>()).push(over.register());
            }
        }
        Registers registers = new Registers(
                nodes.size(),
                count.getOrDefault(Node.Type.DOUBLE, 0),
                count.getOrDefault(Node.Type.FLOAT, 0),
                count.getOrDefault(Node.Type.INT, 0),
                count.getOrDefault(Node.Type.LONG, 0));
        return new FeatureProgram(List.copyOf(nodes), columns(nodes, outputs), registers);
    }

    private static List<int[]> columns(List<Node> nodes, List<Node> outputs) {
        List<int[]> columns = new ArrayList<>();
        for (Node node : nodes) {
            columns.add(IntStream.range(0, outputs.size())
                    .filter(column -> outputs.get(column) == node)
                    .toArray());
        }
        return columns;
    }
}
