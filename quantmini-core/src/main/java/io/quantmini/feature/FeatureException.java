package io.quantmini.feature;

import io.quantmini.QuantminiException;
import org.jspecify.annotations.Nullable;

/**
 * A feature that cannot be read, or that an engine cannot compute exactly. Where a character is to blame the message ends
 * with the expression and a caret below that character.
 */
public final class FeatureException extends QuantminiException {
    /** The {@link #position()} of a fault that no single character shows. */
    public static final int NOWHERE = -1;

    private static final long serialVersionUID = 1L;

    private final String feature;
    private final int position;

    private FeatureException(String feature, int position, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.feature = feature;
        this.position = position;
    }

    /**
     * A fault of a feature, a set or a computation as a whole.
     *
     * @param feature name of the feature or set
     * @param problem {@code cannot X: expected A, got B; do C}
     */
    public static FeatureException of(String feature, String problem) {
        return of(feature, problem, null);
    }

    /** A fault as a whole, and what caused it. */
    public static FeatureException of(String feature, String problem, @Nullable Throwable cause) {
        return new FeatureException(feature, NOWHERE, "[feature " + feature + "] " + problem, cause);
    }

    /**
     * A fault at one character of an expression.
     *
     * @param feature name of the feature
     * @param text the expression, on one line
     * @param position of the character, from 0; may be {@code text.length()}
     * @param problem {@code cannot X: expected A, got B; do C}
     */
    public static FeatureException at(String feature, String text, int position, String problem) {
        String line = text.replaceAll("[\\t\\r\\n]", " ");
        return new FeatureException(
                feature,
                position,
                "[feature " + feature + ", character " + (position + 1) + "] " + problem + "\n  " + line + "\n  "
                        + " ".repeat(position) + "^",
                null);
    }

    /** A fault of one part of a definition's tree; the caret points into {@link Expression#text()}. */
    public static FeatureException in(Definition definition, Expression part, String problem) {
        return in(definition.name(), definition.expression(), part, problem);
    }

    /** A fault of one part of the tree of that name. */
    static FeatureException in(String name, Expression whole, Expression part, String problem) {
        ExpressionPrinter printer = new ExpressionPrinter(part);
        String text = printer.print(whole);
        return printer.found() < 0 ? of(name, problem) : at(name, text, printer.found(), problem);
    }

    /** The same fault with where its definition is written, such as a file and a line. */
    public FeatureException writtenAt(String place) {
        return new FeatureException(feature, position, "[" + place + "] " + getMessage(), this);
    }

    /** Name of the feature, or of the set when no single feature is at fault. */
    public String feature() {
        return feature;
    }

    /** Index of the character at fault, from 0, or {@link #NOWHERE}. */
    public int position() {
        return position;
    }
}
