package io.quantmini.pipeline;

/**
 * One session of one dataset in {@code metadata/stocks/daily_stats}.
 *
 * @param rows in bronze
 * @param symbols distinct symbols or tickers
 * @param volume sum over the bars
 * @param dollarVolume sum of close times volume over the bars
 * @param transactions sum over the bars
 * @param quarantined rows of the flat file that were refused
 * @param duplicates rows of the flat file equal to another one
 * @param bytesIn length of the flat file
 * @param bytesOut length of its unit's Parquet files, shared out by rows where the unit holds several sessions
 */
record DayStats(
        long rows,
        long symbols,
        double volume,
        double dollarVolume,
        long transactions,
        long quarantined,
        long duplicates,
        long bytesIn,
        long bytesOut) {}
