package io.quantmini.features;

import io.quantmini.feature.Feature;
import io.quantmini.feature.FeatureException;
import io.quantmini.feature.FeatureSet;
import io.quantmini.feature.Label;
import io.quantmini.feature.Precision;
import io.quantmini.market.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads a set from YAML as a tree of nodes: no object is made from a tag, and each fault has its line. */
final class SetFile {
    private static final int MOST_BYTES = 1 << 20;
    private static final List<String> KEYS =
            List.of("name", "version", "precision", "dataset", "universe", "features", "labels");

    private final Path file;
    private final Map<String, Node> values = new HashMap<>();

    private SetFile(Path file) {
        this.file = file;
    }

    static SetDefinition read(Path path) {
        SetFile file = new SetFile(path);
        Node root = file.compose();
        file.each(root, (key, entry) -> {
            if (!KEYS.contains(key)) {
                throw file.fault(
                        entry.getKeyNode(),
                        "cannot use key \"" + key + "\": expected one of " + String.join(", ", KEYS));
            }
            file.values.put(key, entry.getValueNode());
        });
        return file.definition(root);
    }

    private SetDefinition definition(Node root) {
        String name = required(root, "name", "[a-z0-9_]+");
        int version = number(required(root, "version", "1, 2, …"));
        Precision precision = precision();
        Optional<Dataset> dataset = dataset();
        List<Feature> features = entries("features", Feature::of);
        List<Label> labels = entries("labels", Label::of);
        try {
            FeatureSet set = new FeatureSet(name, version, precision, features, labels, universe());
            dataset.ifPresent(set::check);
            return new SetDefinition(set, dataset);
        } catch (FeatureException e) {
            throw e.writtenAt(place(lineOf(e.feature()).orElse(root)));
        }
    }

    private Node compose() {
        String text;
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw FeatureException.of(name(), "cannot read " + file + ": expected at most 1 MiB, got more");
            }
            text = Files.readString(file);
        } catch (IOException e) {
            throw FeatureException.of(name(), "cannot read " + file + ": expected a readable UTF-8 file, got " + e, e);
        }
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.toString())
                .setUseMarks(true)
                .build();
        try {
            return new Compose(settings)
                    .composeString(text)
                    .orElseThrow(() -> FeatureException.of(
                            name(), "cannot read " + file + ": expected the keys " + String.join(", ", KEYS)));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            throw FeatureException.of(name(), "cannot parse: expected YAML, got a fault: " + e.getProblem(), e)
                    .writtenAt(file + ":" + line);
        } catch (YamlEngineException e) {
            throw FeatureException.of(name(), "cannot parse " + file + ": expected YAML, got: " + e.getMessage(), e);
        }
    }

    private String required(Node root, String key, String expected) {
        Node node = values.get(key);
        if (node == null) {
            throw fault(root, "cannot make a set: expected " + key + ": " + expected + ", got none");
        }
        return text(node, expected);
    }

    private int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw fault(node("version"), "cannot read the version: expected 1, 2, …, got \"" + text + "\"");
        }
    }

    private Precision precision() {
        Node node = values.get("precision");
        String text = node == null ? Precision.DOUBLE.label() : text(node, "double or qlib");
        for (Precision precision : Precision.values()) {
            if (precision.label().equals(text)) {
                return precision;
            }
        }
        throw fault(node("precision"), "cannot read the precision: expected double or qlib, got \"" + text + "\"");
    }

    private @Nullable String universe() {
        Node node = values.get("universe");
        return node == null ? null : text(node, "the name of a list of members");
    }

    private Optional<Dataset> dataset() {
        Node node = values.get("dataset");
        if (node == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Dataset.named(text(node, "a dataset")));
        } catch (IllegalArgumentException e) {
            throw fault(node, String.valueOf(e.getMessage()));
        }
    }

    private <T> List<T> entries(String key, BiFunction<String, String, T> maker) {
        List<T> made = new ArrayList<>();
        Node node = values.get(key);
        if (node != null) {
            each(node, (name, entry) -> {
                String expression = text(entry.getValueNode(), "an expression");
                try {
                    made.add(maker.apply(name, expression));
                } catch (FeatureException e) {
                    throw e.writtenAt(place(entry.getKeyNode()));
                }
            });
        }
        return made;
    }

    private void each(Node node, BiConsumer<String, NodeTuple> entry) {
        if (!(node instanceof MappingNode mapping)) {
            throw fault(node, "cannot read this value: expected lines of name: value");
        }
        Set<String> seen = new HashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = text(tuple.getKeyNode(), "a name");
            if (!seen.add(key)) {
                throw fault(tuple.getKeyNode(), "cannot take \"" + key + "\" twice; remove one");
            }
            entry.accept(key, tuple);
        }
    }

    private String text(Node node, String expected) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw fault(node, "cannot read this value: expected " + expected + ", got a list or a mapping");
    }

    /** Where a feature or label is written. */
    private Optional<Node> lineOf(String name) {
        for (String key : List.of("features", "labels")) {
            if (values.get(key) instanceof MappingNode mapping) {
                for (NodeTuple tuple : mapping.getValue()) {
                    if (tuple.getKeyNode() instanceof ScalarNode scalar
                            && scalar.getValue().equals(name)) {
                        return Optional.of(scalar);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private @Nullable Node node(String key) {
        return values.get(key);
    }

    private FeatureException fault(@Nullable Node node, String problem) {
        return FeatureException.of(name(), problem).writtenAt(place(node));
    }

    private String place(@Nullable Node node) {
        int line = node == null ? 0 : node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
        return line == 0 ? file.toString() : file + ":" + line;
    }

    private String name() {
        return String.valueOf(file.getFileName());
    }
}
