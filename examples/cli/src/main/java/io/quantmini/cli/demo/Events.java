package io.quantmini.cli.demo;

/** Corporate actions of the synthetic market, by the number of the session on whose open they take effect. */
final class Events {
    /** {@link Listing#PAYING} goes ex dividend. */
    static final int DIVIDEND = 7;
    /** {@link Listing#SPLITTING} splits. */
    static final int SPLIT = 11;
    /** {@link Listing#RENAMED_FROM} trades as {@link Listing#RENAMED_TO}. */
    static final int RENAME = 13;
    /** New shares for one old share. */
    static final int SPLIT_TO = 4;
    /** Dividend as a share of the close before. */
    static final double DIVIDEND_YIELD = 0.008;

    private Events() {}
}
