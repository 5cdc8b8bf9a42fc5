package io.quantmini.market;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One family of flat files and the shape of its rows in the lake. Four ship; a program can make more.
 *
 * @param name directory and table name, {@code [a-z][a-z0-9_]*}
 * @param keyPrefix first part of the vendor's object keys, without a trailing slash
 * @param assets what the tickers name
 * @param frequency span of one bar
 * @param layout partitions of its settled files
 * @param settles whether months are settled by default ({@code settle: auto}); false keeps session files
 */
public record Dataset(
        String name,
        String keyPrefix,
        AssetClass assets,
        Frequency frequency,
        PartitionLayout layout,
        boolean settles) {
    // Before the constants, whose constructor needs them.
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*");

    public static final Dataset STOCKS_DAILY = new Dataset(
            "stocks_daily", "us_stocks_sip/day_aggs_v1", AssetClass.STOCKS, Frequency.DAY, PartitionLayout.MONTH, true);
    public static final Dataset STOCKS_MINUTE = new Dataset(
            "stocks_minute",
            "us_stocks_sip/minute_aggs_v1",
            AssetClass.STOCKS,
            Frequency.MINUTE,
            PartitionLayout.SYMBOL_MONTH,
            true);
    public static final Dataset OPTIONS_DAILY = new Dataset(
            "options_daily",
            "us_options_opra/day_aggs_v1",
            AssetClass.OPTIONS,
            Frequency.DAY,
            PartitionLayout.UNDERLYING_MONTH,
            true);
    public static final Dataset OPTIONS_MINUTE = new Dataset(
            "options_minute",
            "us_options_opra/minute_aggs_v1",
            AssetClass.OPTIONS,
            Frequency.MINUTE,
            PartitionLayout.UNDERLYING_DATE,
            false);

    public Dataset {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("[dataset] expected a name of [a-z][a-z0-9_]*, got \"" + name + "\"");
        }
        if (!PREFIX.matcher(keyPrefix).matches()) {
            throw new IllegalArgumentException("[dataset " + name + "] expected a key prefix such as"
                    + " us_stocks_sip/day_aggs_v1, got \"" + keyPrefix + "\"");
        }
    }

    /** The four datasets that ship, in the order the pipeline runs them. */
    public static List<Dataset> shipped() {
        return List.of(STOCKS_DAILY, STOCKS_MINUTE, OPTIONS_DAILY, OPTIONS_MINUTE);
    }

    /** The shipped dataset of that name; an unknown name is an error that lists the known ones. */
    public static Dataset named(String name) {
        for (Dataset dataset : shipped()) {
            if (dataset.name.equals(name)) {
                return dataset;
            }
        }
        throw new IllegalArgumentException("[dataset] expected one of stocks_daily, stocks_minute, options_daily,"
                + " options_minute, got \"" + name + "\"");
    }

    /** The vendor's object key of a session: {@code <prefix>/2025/01/2025-01-02.csv.gz}. */
    public String key(LocalDate session) {
        return String.format(
                Locale.ROOT, "%s/%04d/%02d/%s.csv.gz", keyPrefix, session.getYear(), session.getMonthValue(), session);
    }

    /** The landing path of a session, below {@code landing/polygon-s3}: {@code stocks_daily/2025/01/2025-01-02.csv.gz}. */
    public String landingPath(LocalDate session) {
        return name + key(session).substring(keyPrefix.length());
    }

    public boolean isMinute() {
        return frequency == Frequency.MINUTE;
    }

    public boolean isOptions() {
        return assets == AssetClass.OPTIONS;
    }

    @Override
    public String toString() {
        return name;
    }
}
