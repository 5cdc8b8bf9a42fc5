package io.quantmini.market;

import io.quantmini.QuantminiException;
import java.time.LocalDate;

/** A question or an override that the trading calendar cannot take, with its date. */
public final class CalendarException extends QuantminiException {
    private static final long serialVersionUID = 1L;

    private final LocalDate date;

    CalendarException(LocalDate date, String message) {
        super("[" + date + "] " + message, null);
        this.date = date;
    }

    /** The date asked for. */
    public LocalDate date() {
        return date;
    }
}
