package io.quantmini.feature;

/** Why a feature that every row could have is null in one. */
public enum NullReason {
    /** The option's root ends in a digit: its deliverable is not 100 shares of one stock. */
    ADJUSTED_CONTRACT,
    /** No stock that traded in the session has the root as its ticker, with or without a {@code .} in it. */
    NO_STOCK,
    /** The root is no stock's ticker, and more than one ticker equals it without its {@code .}. */
    SEVERAL_STOCKS,
    /** The stock has no bar in the session yet. */
    NO_STOCK_BAR_YET,
    /** The option expires on the day, which leaves no time that a volatility could be of. */
    EXPIRED,
    /** The option costs no more than the present value of exercise at the end, or nothing. */
    PRICE_TOO_LOW,
    /** The option costs as much as the share, or as the present value of the strike for a put. */
    PRICE_TOO_HIGH
}
