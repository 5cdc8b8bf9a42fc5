package io.quantmini.pipeline;

/** When session files are merged into the settled layout. */
public enum Settle {
    /**
     * At once when a session touches at most 500 partitions, else when its month is complete; datasets that do not settle
     * by default keep session files.
     */
    AUTO,
    /** At once: the new sessions of a month that a run has are written into the settled layout together. */
    SESSION,
    /** Never: one file a session for good. */
    NEVER
}
