package io.quantmini.pipeline;

/** When session files are merged into the settled layout. */
public enum Settle {
    /**
     * At once when a session touches at most 500 partitions, else when its month is complete; datasets that do not settle
     * by default keep session files.
     */
    AUTO,
    /** Every session at once. */
    SESSION,
    /** Never: one file a session for good. */
    NEVER
}
