package io.quantmini.market;

/** The right that an option gives: to buy or to sell the underlying. */
public enum ContractType {
    CALL("call", 'C'),
    PUT("put", 'P');

    private final String text;
    private final char letter;

    ContractType(String text, char letter) {
        this.text = text;
        this.letter = letter;
    }

    /** The value of bronze's {@code contract_type} column: {@code call} or {@code put}. */
    public String text() {
        return text;
    }

    /** The letter in an option ticker: {@code C} or {@code P}. */
    public char letter() {
        return letter;
    }
}
