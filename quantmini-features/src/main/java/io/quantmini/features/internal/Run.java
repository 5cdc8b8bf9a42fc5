package io.quantmini.features.internal;

import java.nio.charset.StandardCharsets;

/** The rows of one symbol or contract in a {@link RowBlock}. */
final class Run {
    private final byte[][] texts;
    private final int from;
    private final int to;

    /**
     * A run.
     *
     * @param texts by the column's place; empty for columns that are no text
     * @param from first row
     * @param to after the last row
     */
    Run(byte[][] texts, int from, int to) {
        this.texts = texts;
        this.from = from;
        this.to = to;
    }

    /** What a text column says in each of the rows. */
    byte[] text(int column) {
        return texts[column];
    }

    /** The same as a string. */
    String textOf(int column) {
        return new String(texts[column], StandardCharsets.UTF_8);
    }

    /** The symbol or ticker: bronze's first column. */
    String key() {
        return textOf(0);
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** Some of the rows. */
    Run part(int first, int end) {
        return new Run(texts, first, end);
    }
}
