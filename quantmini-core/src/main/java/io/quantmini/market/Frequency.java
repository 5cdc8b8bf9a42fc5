package io.quantmini.market;

/** The span of one bar. */
public enum Frequency {
    DAY,
    MINUTE
}
