package io.quantmini.market;

import io.quantmini.QuantminiException;

/** Spans that cannot be a security map: two of them overlap. */
public final class SecurityMapException extends QuantminiException {
    private static final long serialVersionUID = 1L;

    private final String ticker;

    SecurityMapException(String ticker, String message) {
        super("[" + ticker + "] " + message, null);
        this.ticker = ticker;
    }

    /** The ticker of the spans. */
    public String ticker() {
        return ticker;
    }
}
