package io.quantmini.query.internal;

import io.quantmini.query.internal.Column.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lays the columns of a graph out as a chain of common table expressions: all windows of one depth together, then what is
 * made of them. A column that is used more than once, or that a window runs over, is computed in a link of its own.
 */
final class ColumnQuery {
    /** More links of scalars than one depth ever has. */
    private static final int STEPS = 1 << 20;

    private final ColumnGraph graph;
    private final boolean[] kept;
    private final int[] position;

    ColumnQuery(ColumnGraph graph, List<Column> outputs) {
        this.graph = graph;
        int count = graph.columns().size();
        this.kept = new boolean[count];
        this.position = new int[count];
        int[] uses = new int[count];
        outputs.forEach(output -> uses[output.id()]++);
        for (Column column : graph.columns()) {
            for (int i = 0; i < column.inputs().size(); i++) {
                int input = column.inputs().get(i).id();
                uses[input] += column.kind() == Kind.WINDOW ? 2 : column.mentions(i);
            }
        }
        for (Column column : graph.columns()) {
            boolean constant = column.kind() == Kind.SCALAR && column.inputs().isEmpty();
            kept[column.id()] = column.kind() != Kind.SCALAR || (uses[column.id()] > 1 && !constant);
            position[column.id()] = place(column);
        }
    }

    /** The links after {@code l0}; the windows are those of the window {@code bars}. */
    List<String> links(String window) {
        Map<Integer, List<Column>> byPosition = new TreeMap<>();
        for (Column column : graph.columns()) {
            if (column.kind() != Kind.BAR && kept[column.id()]) {
                byPosition
                        .computeIfAbsent(position[column.id()], key -> new ArrayList<>())
                        .add(column);
            }
        }
        List<String> links = new ArrayList<>();
        for (List<Column> columns : byPosition.values()) {
            StringBuilder link = new StringBuilder("l" + (links.size() + 1) + " AS (SELECT *");
            columns.forEach(column ->
                    link.append(", ").append(text(column)).append(" AS ").append(column.name()));
            link.append(" FROM l").append(links.size());
            if (columns.get(0).kind() == Kind.WINDOW) {
                link.append(" WINDOW bars AS (").append(window).append(')');
            }
            links.add(link.append(')').toString());
        }
        return links;
    }

    /** How the column reads after the last link. */
    String reference(Column column) {
        return kept[column.id()] ? column.name() : text(column);
    }

    private String text(Column column) {
        return column.fill(column.inputs().stream().map(this::reference).toList());
    }

    private int place(Column column) {
        if (column.kind() == Kind.BAR) {
            return 0;
        }
        if (column.kind() == Kind.WINDOW) {
            return column.stage() * STEPS;
        }
        int after = 0;
        for (Column input : column.inputs()) {
            after = Math.max(after, position[input.id()]);
        }
        return kept[column.id()] ? after + 1 : after;
    }
}
