package io.quantmini.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Lines of text in columns: words to the left, numbers to the right. */
final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();
    private final IntPredicate words;

    /** A table whose first {@code words} columns are left-aligned. */
    TextTable(int words, String... header) {
        this(column -> column < words, List.of(header));
    }

    /** A table of which {@code words} says whether a column is left-aligned. */
    TextTable(IntPredicate words, List<String> header) {
        this.words = words;
        rows.add(header);
    }

    void row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(String.valueOf(cell));
        }
        rows.add(row);
    }

    @Override
    public String toString() {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int c = 0; c < columns; c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                String cell = rows.get(r).get(c);
                String pad = " ".repeat(widths[c] - cell.length());
                line.append(c == 0 ? "" : "  ").append(words.test(c) ? cell + pad : pad + cell);
            }
            text.append(line.toString().stripTrailing()).append('\n');
            if (r == 0) {
                int total = 2 * (columns - 1);
                for (int width : widths) {
                    total += width;
                }
                text.append("-".repeat(total)).append('\n');
            }
        }
        return text.toString();
    }
}
