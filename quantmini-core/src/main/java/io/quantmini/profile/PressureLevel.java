package io.quantmini.profile;

/** How close memory in use is to its limit, in rising order. */
public enum PressureLevel {
    /** Below 75 % of every limit. */
    NORMAL,
    /** At 75 % of some limit or more: hold no more in memory than needed. */
    ELEVATED,
    /** At 90 % of some limit or more: free what can be freed before taking any. */
    CRITICAL;

    private static final double ELEVATED_SHARE = 0.75;
    private static final double CRITICAL_SHARE = 0.90;

    static PressureLevel of(double share) {
        if (share >= CRITICAL_SHARE) {
            return CRITICAL;
        }
        return share >= ELEVATED_SHARE ? ELEVATED : NORMAL;
    }
}
