package io.quantmini.market;

/** How the settled files of a dataset are cut into partitions. */
public enum PartitionLayout {
    /** {@code year=2025/month=09}: all symbols of a month together. */
    MONTH,
    /** {@code symbol=AAPL/year=2025/month=09}. */
    SYMBOL_MONTH,
    /** {@code underlying=SPY/year=2025/month=09}. */
    UNDERLYING_MONTH,
    /** {@code underlying=SPY/date=2025-09-29}. */
    UNDERLYING_DATE;

    /** Whether one partition holds a whole month, so that a month can be merged into one file a partition. */
    public boolean monthly() {
        return this != UNDERLYING_DATE;
    }
}
