package io.quantmini.feature;

/**
 * Operators that stand between their operands. A comparison gives 1 where it holds and 0 where it does not. In a
 * {@link Precision#DOUBLE} set every one of them is null where an operand is null, and a division by zero is null.
 */
public enum Infix {
    ADD("+", 2),
    SUBTRACT("-", 2),
    MULTIPLY("*", 3),
    DIVIDE("/", 3),
    GREATER_THAN(">", 1),
    AT_LEAST(">=", 1),
    LESS_THAN("<", 1),
    AT_MOST("<=", 1),
    EQUAL("==", 1),
    NOT_EQUAL("!=", 1);

    private final String symbol;
    private final int precedence;

    Infix(String symbol, int precedence) {
        this.symbol = symbol;
        this.precedence = precedence;
    }

    /** How it is written. */
    public String symbol() {
        return symbol;
    }

    /** Whether it compares; comparisons do not chain. */
    public boolean isComparison() {
        return precedence == 1;
    }

    /** Binding strength; a higher one binds first. */
    int precedence() {
        return precedence;
    }
}
