package io.quantmini.feature;

import org.jspecify.annotations.Nullable;

/** Walks over the characters of an expression. White space between tokens means nothing. */
final class ExpressionScanner {
    private final String feature;
    private final String text;
    private int position;

    ExpressionScanner(String feature, String text) {
        this.feature = feature;
        this.text = text;
    }

    /** Index of the next character that is not white space. */
    int position() {
        skipSpace();
        return position;
    }

    boolean atEnd() {
        return position() == text.length();
    }

    boolean atDigit() {
        return isDigit(peek()) || (peek() == '.' && position + 1 < text.length() && isDigit(text.charAt(position + 1)));
    }

    boolean take(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        position++;
        return true;
    }

    void expect(char wanted) {
        if (!take(wanted)) {
            throw unexpected("\"" + wanted + "\"");
        }
    }

    /** Takes the infix operator of that binding strength if it comes next. */
    @Nullable
    Infix takeInfix(int precedence) {
        int start = position();
        Infix longest = null;
        for (Infix infix : Infix.values()) {
            boolean longer = longest == null
                    || infix.symbol().length() > longest.symbol().length();
            if (infix.precedence() == precedence && longer && text.startsWith(infix.symbol(), start)) {
                longest = infix;
            }
        }
        if (longest != null) {
            position += longest.symbol().length();
        }
        return longest;
    }

    /** Letters, digits and underscores; empty when none come next. */
    String name() {
        int start = position();
        while (position < text.length() && isWord(text.charAt(position))) {
            position++;
        }
        return text.substring(start, position);
    }

    /** A decimal or scientific number without a sign. */
    double number() {
        int start = position();
        digits();
        if (position < text.length() && text.charAt(position) == '.') {
            position++;
            digits();
        }
        exponent();
        if (position < text.length() && isWord(text.charAt(position))) {
            throw unexpected("the end of a number");
        }
        double value = Double.parseDouble(text.substring(start, position));
        if (Double.isInfinite(value)) {
            position = start;
            throw unexpected("a number that a double can hold");
        }
        return value;
    }

    void skipSpace() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    FeatureException unexpected(String wanted) {
        int at = position();
        String got = at == text.length() ? "the end" : "\"" + text.substring(at, text.offsetByCodePoints(at, 1)) + "\"";
        return FeatureException.at(
                feature, text, at, "cannot read the expression: expected " + wanted + ", got " + got);
    }

    private void exponent() {
        if (position == text.length() || (text.charAt(position) | 0x20) != 'e') {
            return;
        }
        int digit = position + 1;
        if (digit < text.length() && (text.charAt(digit) == '+' || text.charAt(digit) == '-')) {
            digit++;
        }
        if (digit < text.length() && isDigit(text.charAt(digit))) {
            position = digit;
            digits();
        }
    }

    private void digits() {
        while (position < text.length() && isDigit(text.charAt(position))) {
            position++;
        }
    }

    private char peek() {
        return atEnd() ? '\0' : text.charAt(position);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWord(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }
}
