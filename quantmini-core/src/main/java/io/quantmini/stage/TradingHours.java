package io.quantmini.stage;

/** Which part of a session's minutes a query keeps. Bars of a day are always whole. */
public enum TradingHours {
    /** From the open (09:30 New York) to before the close (16:00, 13:00 on half days). */
    REGULAR,
    /** Overnight, pre-market, regular and after-hours trading. */
    ALL
}
