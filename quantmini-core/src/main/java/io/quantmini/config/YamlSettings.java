package io.quantmini.config;

import io.quantmini.ConfigurationException;
import io.quantmini.internal.KnownKeys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Settings written as a YAML mapping of known keys, one level of sections deep. Works on parser events, so nothing is
 * constructed, no alias is ever expanded and every fault has its line. Anchors, aliases, tags, further documents and
 * lists other than of dated values are refused.
 */
final class YamlSettings {
    private static final List<String> STEP = List.of("from", "value");

    private final Path file;
    private final List<String> known;
    private final boolean secret;
    private final List<Entry> entries = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    /** A key in dotted form, its text, and its line, the first being 1. */
    record Entry(String key, String text, int line) {}

    private YamlSettings(Path file, List<String> known, boolean secret) {
        this.file = file;
        this.known = known;
        this.secret = secret;
    }

    /**
     * The settings in the order written.
     *
     * @param file for messages
     * @param text of the file
     * @param known dotted keys
     * @param secret whether messages may say nothing of what the file holds but known keys and what resembles them
     */
    static List<Entry> parse(Path file, String text, List<String> known, boolean secret) {
        YamlSettings settings = new YamlSettings(file, known, secret);
        LoadSettings options = LoadSettings.builder().setUseMarks(true).build();
        try {
            settings.stream(new Parse(options).parseString(text).iterator());
        } catch (MarkedYamlEngineException e) {
            // Not passed on as the cause: its message quotes the file, and that may be a secret.
            throw settings.fault(
                    SettingsFile.name(file),
                    e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0),
                    "cannot parse: expected YAML, got a fault" + (secret ? "" : ": " + e.getProblem()));
        } catch (YamlEngineException e) {
            throw settings.fault(SettingsFile.name(file), 0, "cannot parse: expected YAML, got something else");
        }
        return settings.entries;
    }

    private void stream(Iterator<Event> events) {
        int documents = 0;
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof DocumentStartEvent && ++documents > 1) {
                throw fault(SettingsFile.name(file), line(event), "cannot take a second document; remove the ---");
            }
            if (event instanceof MappingStartEvent mapping) {
                plain(mapping, SettingsFile.name(file));
                mapping(events, "");
            } else if (event instanceof NodeEvent node && !isNothing(node)) {
                throw fault(
                        SettingsFile.name(file),
                        line(node),
                        "cannot read the settings: expected lines of key: value, got " + shape(node));
            }
        }
    }

    private void mapping(Iterator<Event> events, String prefix) {
        while (events.hasNext()) {
            Event event = events.next();
            if (!(event instanceof NodeEvent node)) {
                return;
            }
            if (!(node instanceof ScalarEvent name)) {
                throw fault(SettingsFile.name(file), line(node), "cannot use " + shape(node) + " as a key");
            }
            String key = prefix + name.getValue();
            boolean section = isSection(key);
            if (!section && !known.contains(key)) {
                throw unknown(key, line(name));
            }
            plain(name, key);
            if (!seen.add(key)) {
                throw fault(key, line(name), "cannot take " + key + " twice; remove one");
            }
            value(events, key, section);
        }
    }

    private void value(Iterator<Event> events, String key, boolean section) {
        NodeEvent value = (NodeEvent) events.next();
        plain(value, key);
        if (section) {
            if (!(value instanceof MappingStartEvent)) {
                throw fault(
                        key,
                        line(value),
                        "cannot use " + key + ": expected indented lines of key: value, got " + shape(value));
            }
            mapping(events, key + ".");
        } else if (value instanceof ScalarEvent scalar && !isNothing(value)) {
            entries.add(new Entry(key, scalar.getValue(), line(value)));
        } else if (value instanceof SequenceStartEvent && ConfigKeys.CURVES.contains(key)) {
            entries.add(new Entry(key, steps(events, key), line(value)));
        } else {
            throw fault(
                    key, line(value), "cannot use " + key + ": expected one value, got " + shape(value) + "; give one");
        }
    }

    /** A list of {@code {from: date, value: number}} as {@code date number, date number}. */
    private String steps(Iterator<Event> events, String key) {
        List<String> steps = new ArrayList<>();
        for (NodeEvent step = node(events, key); step != null; step = node(events, key)) {
            if (!(step instanceof MappingStartEvent)) {
                throw step(step, key);
            }
            steps.add(step(events, step, key));
        }
        return String.join(", ", steps);
    }

    private String step(Iterator<Event> events, NodeEvent start, String key) {
        Map<String, String> parts = new HashMap<>();
        for (NodeEvent name = node(events, key); name != null; name = node(events, key)) {
            NodeEvent value = node(events, key);
            if (!(name instanceof ScalarEvent part
                    && value instanceof ScalarEvent text
                    && STEP.contains(part.getValue())
                    && parts.put(part.getValue(), text.getValue()) == null)) {
                throw step(name, key);
            }
        }
        if (parts.size() != STEP.size()) {
            throw step(start, key);
        }
        return STEP.stream().map(parts::get).collect(Collectors.joining(" "));
    }

    private ConfigurationException step(NodeEvent node, String key) {
        return fault(
                key, line(node), "cannot use " + key + ": expected a list of {from: date, value: share}, got another");
    }

    /** The next part of a list or mapping; null at its end. */
    private @Nullable NodeEvent node(Iterator<Event> events, String key) {
        if (events.next() instanceof NodeEvent node) {
            plain(node, key);
            return node;
        }
        return null;
    }

    /** Refuses what only YAML's object model needs, and what hostile files are made of. */
    private void plain(NodeEvent node, String key) {
        if (node instanceof AliasEvent || node.getAnchor().isPresent()) {
            throw fault(key, line(node), "cannot use " + key + ": anchors and aliases are not taken; write the value");
        }
        boolean tagged = node instanceof ScalarEvent scalar
                ? scalar.getTag().isPresent()
                : node instanceof CollectionStartEvent collection
                        && collection.getTag().isPresent();
        if (tagged) {
            throw fault(key, line(node), "cannot use " + key + ": tags (!…) are not taken; remove it");
        }
    }

    private boolean isSection(String key) {
        return known.stream().anyMatch(name -> name.startsWith(key + "."));
    }

    private List<String> candidates() {
        Stream<String> sections =
                known.stream().filter(name -> name.contains(".")).map(name -> name.substring(0, name.indexOf('.')));
        return Stream.concat(known.stream(), sections.distinct()).toList();
    }

    private ConfigurationException unknown(String key, int line) {
        String normal = key.toLowerCase(Locale.ROOT).replace('-', '_');
        if (secret) {
            // A secret on a line of its own, or before a colon, is a key to YAML.
            return fault(
                    SettingsFile.name(file),
                    line,
                    "cannot use a key: expected one of " + String.join(", ", known) + ", got another");
        }
        if (normal.contains("api_key") || normal.contains("access_key") || normal.contains("secret")) {
            return fault(key, line, "cannot use " + key + " here: expected no secrets; move it to credentials.yaml");
        }
        return fault(
                key,
                line,
                "cannot use the unknown key " + Quoted.of(key) + "; did you mean "
                        + KnownKeys.nearest(normal, candidates()) + "?");
    }

    private ConfigurationException fault(String key, int line, String message) {
        return new ConfigurationException(key, "[" + file + (line > 0 ? ":" + line : "") + "] " + message);
    }

    private static boolean isNothing(NodeEvent node) {
        return node instanceof ScalarEvent scalar
                && scalar.isPlain()
                && switch (scalar.getValue()) {
                    case "", "~", "null", "Null", "NULL" -> true;
                    default -> false;
                };
    }

    private static String shape(NodeEvent node) {
        if (isNothing(node)) {
            return "nothing";
        }
        if (node instanceof ScalarEvent) {
            return "a single value";
        }
        return node instanceof MappingStartEvent ? "a mapping" : node instanceof AliasEvent ? "an alias" : "a list";
    }

    private static int line(Event event) {
        return event.getStartMark().map(Mark::getLine).orElse(-1) + 1;
    }
}
