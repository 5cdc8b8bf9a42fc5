package io.quantmini.features.internal;

import io.quantmini.features.internal.Node.Kernel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes nodes, each once: a sub-result that several features share is computed once. */
final class NodeGraph {
    private final Map<String, Node> made = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();

    /** Every node, inputs before what uses them. */
    List<Node> nodes() {
        return nodes;
    }

    /** A node of doubles; {@code what} tells it from all others with these inputs. */
    Node doubles(String what, List<Node> inputs, Kernel kernel) {
        return node(what, Node.Type.DOUBLE, inputs, kernel);
    }

    Node floats(String what, List<Node> inputs, Kernel kernel) {
        return node(what, Node.Type.FLOAT, inputs, kernel);
    }

    Node node(String what, Node.Type type, List<Node> inputs, Kernel kernel) {
        StringBuilder key = new StringBuilder(what).append(' ').append(type);
        inputs.forEach(input -> key.append(' ').append(input.id()));
        Node known = made.get(key.toString());
        if (known == null) {
            known = new Node(nodes.size(), type, List.copyOf(inputs), kernel);
            made.put(key.toString(), known);
            nodes.add(known);
        }
        return known;
    }
}
