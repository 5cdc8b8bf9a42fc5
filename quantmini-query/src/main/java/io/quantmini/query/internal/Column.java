package io.quantmini.query.internal;

import java.util.List;

/**
 * One column of a feature query: SQL text with its inputs left open as {@code {0}}, {@code {1}}. Made by
 * {@link ColumnGraph}, which makes equal columns once; so identity is equality.
 */
final class Column {
    enum Kind {
        /** Stands in the rows themselves. */
        BAR,
        /** A function of its row's columns. */
        SCALAR,
        /** Looks at other rows of the window {@code bars}. */
        WINDOW
    }

    private final int id;
    private final Kind kind;
    private final String template;
    private final List<Column> inputs;
    private final int stage;

    Column(int id, Kind kind, String template, List<Column> inputs) {
        this.id = id;
        this.kind = kind;
        this.template = template;
        this.inputs = inputs;
        int deepest = inputs.stream().mapToInt(Column::stage).max().orElse(0);
        this.stage = kind == Kind.WINDOW ? deepest + 1 : deepest;
    }

    int id() {
        return id;
    }

    Kind kind() {
        return kind;
    }

    List<Column> inputs() {
        return inputs;
    }

    /** How many windows lie on the longest way down to the bars. */
    int stage() {
        return stage;
    }

    String name() {
        return kind == Kind.BAR ? template : "c" + id;
    }

    /** How often the text mentions an input. */
    int mentions(int input) {
        String hole = "{" + input + "}";
        int count = 0;
        for (int at = template.indexOf(hole); at >= 0; at = template.indexOf(hole, at + 1)) {
            count++;
        }
        return count;
    }

    /** The text with the inputs filled in. */
    String fill(List<String> texts) {
        String filled = template;
        for (int i = texts.size() - 1; i >= 0; i--) {
            filled = filled.replace("{" + i + "}", texts.get(i));
        }
        return filled;
    }
}
