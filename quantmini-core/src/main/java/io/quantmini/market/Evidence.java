package io.quantmini.market;

/** Why we hold that a ticker named a security. */
public enum Evidence {
    /** A ticker event of the vendor. */
    TICKER_EVENT("ticker_event"),
    /** A split filed under the ticker; it says that the ticker was alive, not who else bore it. */
    SPLIT("split"),
    /** A row of the user's own table, which outweighs the rest. */
    USER("user"),
    /** Nothing: what is left of a ticker's time is taken for a security of its own. */
    NONE("none");

    private final String text;

    Evidence(String text) {
        this.text = text;
    }

    /** The value of the {@code evidence} column. */
    public String text() {
        return text;
    }

    /** Whether it tells one security from another. */
    public boolean identifies() {
        return this == TICKER_EVENT || this == USER;
    }
}
