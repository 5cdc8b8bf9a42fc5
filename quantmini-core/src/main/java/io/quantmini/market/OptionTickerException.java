package io.quantmini.market;

import io.quantmini.QuantminiException;

/** A text or a set of parts that is no option ticker. */
public final class OptionTickerException extends QuantminiException {
    private static final long serialVersionUID = 1L;

    private final String ticker;

    OptionTickerException(String ticker, String message) {
        super("[" + ticker + "] " + message, null);
        this.ticker = ticker;
    }

    /** The text at fault. */
    public String ticker() {
        return ticker;
    }
}
