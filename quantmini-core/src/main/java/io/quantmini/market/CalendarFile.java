package io.quantmini.market;

import io.quantmini.internal.KnownKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
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
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads {@code calendar.yaml} as a tree of YAML nodes: no object is made from a tag, and each fault has its line. */
final class CalendarFile {
    private static final List<String> KEYS = List.of("closures", "early_closes", "sessions");

    private final Path file;
    private final Set<LocalDate> closures = new TreeSet<>();
    private final Map<LocalDate, LocalTime> earlyCloses = new TreeMap<>();
    private final Set<LocalDate> sessions = new TreeSet<>();
    private final Map<LocalDate, Integer> lines = new TreeMap<>();

    private CalendarFile(Path file) {
        this.file = file;
    }

    /** The base calendar with the file's overrides. */
    static TradingCalendar apply(TradingCalendar base, Path path) {
        CalendarFile file = new CalendarFile(path);
        @Nullable Node root = file.compose();
        if (root != null && !isNothing(root)) {
            file.readRoot(root);
        }
        try {
            return base.withOverrides(CalendarOverrides.of(file.closures, file.earlyCloses, file.sessions));
        } catch (CalendarException e) {
            throw new CalendarFileException(
                    path, file.lines.getOrDefault(e.date(), 0), String.valueOf(e.getMessage()), e);
        }
    }

    private @Nullable Node compose() {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new CalendarFileException(
                    file, 0, "cannot read the calendar overrides: expected a readable UTF-8 file, got " + e, e);
        }
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.toString())
                .setUseMarks(true)
                .setSchema(new CoreSchema())
                .build();
        try {
            return new Compose(settings).composeString(text).orElse(null);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            throw new CalendarFileException(
                    file, line, "cannot parse: expected YAML, got a fault: " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new CalendarFileException(file, 0, "cannot parse: expected YAML, got a fault: " + e.getMessage(), e);
        }
    }

    private void readRoot(Node root) {
        Set<String> seen = new HashSet<>();
        for (NodeTuple entry : mapping(root, "the keys " + String.join(", ", KEYS))) {
            String key = text(entry.getKeyNode(), "a key");
            if (!seen.add(key)) {
                throw fault(entry.getKeyNode(), "cannot take key \"" + key + "\" twice; join the two");
            }
            Node value = entry.getValueNode();
            switch (key) {
                case "closures" -> readDates(value, closures);
                case "sessions" -> readDates(value, sessions);
                case "early_closes" -> readEarlyCloses(value);
                default ->
                    throw fault(
                            entry.getKeyNode(),
                            "cannot use key \"" + key + "\": expected one of " + String.join(", ", KEYS)
                                    + "; did you mean \"" + KnownKeys.nearest(key, KEYS) + "\"?");
            }
        }
    }

    private void readDates(Node node, Set<LocalDate> into) {
        if (isNothing(node)) {
            return;
        }
        if (!(node instanceof SequenceNode list)) {
            throw fault(node, "cannot read this value: expected a list of dates such as - 2025-01-09");
        }
        for (Node item : list.getValue()) {
            into.add(date(item));
        }
    }

    private void readEarlyCloses(Node node) {
        if (isNothing(node)) {
            return;
        }
        for (NodeTuple entry : mapping(node, "dates with a time such as 2025-07-03: 13:00")) {
            LocalDate date = date(entry.getKeyNode());
            LocalTime time = value(entry.getValueNode(), "a time such as 13:00", LocalTime::parse);
            if (earlyCloses.put(date, time) != null) {
                throw fault(entry.getKeyNode(), "cannot take " + date + " twice; remove one");
            }
        }
    }

    private LocalDate date(Node node) {
        LocalDate date = value(node, "a date such as 2025-01-09", LocalDate::parse);
        lines.put(date, line(node));
        return date;
    }

    private <T> T value(Node node, String expected, Function<String, T> parser) {
        String text = text(node, expected);
        try {
            return parser.apply(text);
        } catch (DateTimeException e) {
            throw new CalendarFileException(
                    file, line(node), "cannot read this value: expected " + expected + ", got \"" + text + "\"", e);
        }
    }

    private String text(Node node, String expected) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw fault(node, "cannot read this value: expected " + expected + ", got a list or a mapping");
    }

    private List<NodeTuple> mapping(Node node, String expected) {
        if (node instanceof MappingNode mapping) {
            return mapping.getValue();
        }
        throw fault(node, "cannot read this value: expected " + expected + ", got a list or a single value");
    }

    private CalendarFileException fault(Node node, String message) {
        return new CalendarFileException(file, line(node), message, null);
    }

    private static boolean isNothing(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
    }
}
