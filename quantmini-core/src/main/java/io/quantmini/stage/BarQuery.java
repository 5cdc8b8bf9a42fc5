package io.quantmini.stage;

import io.quantmini.lake.Layer;
import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import io.quantmini.stage.BarKeys.Kind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A typed question for bars: start at {@link #of} or one of its siblings, which ask for all sessions of bronze as stored,
 * and narrow from there.
 *
 * <pre>{@code
 * BarQuery.of(Dataset.STOCKS_MINUTE, "AAPL", "MSFT").during(range).every(BarInterval.FIVE_MINUTES).regularHours()
 * BarQuery.chain(Dataset.OPTIONS_MINUTE, "SPY", session, noon)
 * }</pre>
 *
 * @param dataset whose bars; its frequency is the interval's source
 * @param layer bronze or silver
 * @param keys whose
 * @param sessions sessions wanted; null for all
 * @param interval length of the answered bars
 * @param hours which part of the session; of no meaning for daily bars
 * @param prices raw or adjusted; options are raw
 * @param columns after key and time, names of stored columns in the order wanted; empty for {@link #BAR_COLUMNS}. Bars made
 *     of several stored ones have these alone
 * @param latestAt to answer with one bar each, the last that starts no later than this; null for all
 */
public record BarQuery(
        Dataset dataset,
        Layer layer,
        BarKeys keys,
        @Nullable SessionRange sessions,
        BarInterval interval,
        TradingHours hours,
        PriceView prices,
        List<String> columns,
        @Nullable Instant latestAt) {
    /** What every bar has: {@code open, high, low, close, volume, transactions}. */
    public static final List<String> BAR_COLUMNS = List.of(
            BarSchema.OPEN, BarSchema.HIGH, BarSchema.LOW, BarSchema.CLOSE, BarSchema.VOLUME, BarSchema.TRANSACTIONS);

    public BarQuery {
        columns = columns.isEmpty() ? BAR_COLUMNS : columns.stream().distinct().toList();
        if (interval.source() != dataset.frequency()) {
            throw invalid("a dataset of " + interval.source() + " bars for " + interval, dataset.name());
        }
        if (isMerged(interval) && !BAR_COLUMNS.containsAll(columns)) {
            throw invalid("for bars of " + interval + " columns among " + BAR_COLUMNS, columns.toString());
        }
        if (columns.contains(BarSchema.keyColumn(dataset)) || columns.contains(BarSchema.TIMESTAMP)) {
            throw invalid("columns after key and time", columns.toString());
        }
        if (dataset.isOptions() && (prices.adjusted() || keys.kind() == Kind.SECURITIES)) {
            throw invalid("raw prices and no securities for options", prices + " of " + keys.kind());
        }
        if (!dataset.isOptions() && keys.kind() == Kind.UNDERLYINGS) {
            throw invalid("a dataset of options for underlyings", dataset.name());
        }
        if (isMerged(interval) && latestAt != null) {
            throw invalid("stored bars for the latest of each", interval.toString());
        }
    }

    /** Bars stored under these symbols or option tickers. */
    public static BarQuery of(Dataset dataset, String... tickers) {
        return of(dataset, new BarKeys(Kind.TICKERS, List.of(tickers)));
    }

    /** Bars of these securities; the answer starts with a column {@code security_id}. */
    public static BarQuery ofSecurities(Dataset dataset, String... ids) {
        return of(dataset, new BarKeys(Kind.SECURITIES, List.of(ids)));
    }

    /** Bars of all contracts of these underlyings. */
    public static BarQuery ofUnderlyings(Dataset dataset, String... underlyings) {
        return of(dataset, new BarKeys(Kind.UNDERLYINGS, List.of(underlyings)));
    }

    /** Bars of everything. */
    public static BarQuery ofAll(Dataset dataset) {
        return of(dataset, new BarKeys(Kind.ALL, List.of()));
    }

    /**
     * An option chain: of each contract of the underlying the session's last bar that starts no later than a time, with
     * expiration, type and strike. Contracts without such a bar are not among them.
     */
    public static BarQuery chain(Dataset dataset, String underlying, SessionRange session, Instant at) {
        return ofUnderlyings(dataset, underlying)
                .during(session)
                .columns(
                        BarSchema.EXPIRATION_DATE,
                        BarSchema.CONTRACT_TYPE,
                        BarSchema.STRIKE_PRICE,
                        BarSchema.OPEN,
                        BarSchema.HIGH,
                        BarSchema.LOW,
                        BarSchema.CLOSE,
                        BarSchema.VOLUME,
                        BarSchema.TRANSACTIONS)
                .latestAt(at);
    }

    /** The same question of a dataset for bars as stored. */
    public static BarQuery of(Dataset dataset, BarKeys keys) {
        BarInterval stored = dataset.isMinute() ? BarInterval.ONE_MINUTE : BarInterval.ONE_DAY;
        return new BarQuery(
                dataset, Layer.BRONZE, keys, null, stored, TradingHours.ALL, PriceView.RAW, List.of(), null);
    }

    /** From that layer. */
    public BarQuery in(Layer newLayer) {
        return new BarQuery(dataset, newLayer, keys, sessions, interval, hours, prices, columns, latestAt);
    }

    /** Of those sessions; null for all. */
    public BarQuery during(@Nullable SessionRange range) {
        return new BarQuery(dataset, layer, keys, range, interval, hours, prices, columns, latestAt);
    }

    /** As bars of that length. */
    public BarQuery every(BarInterval length) {
        return new BarQuery(dataset, layer, keys, sessions, length, hours, prices, columns, latestAt);
    }

    /** Of that part of the session. */
    public BarQuery hours(TradingHours part) {
        return new BarQuery(dataset, layer, keys, sessions, interval, part, prices, columns, latestAt);
    }

    /** Only bars between the open and the close. */
    public BarQuery regularHours() {
        return hours(TradingHours.REGULAR);
    }

    /** With prices seen so. */
    public BarQuery prices(PriceView view) {
        return new BarQuery(dataset, layer, keys, sessions, interval, hours, view, columns, latestAt);
    }

    /** With these columns after key and time. */
    public BarQuery columns(String... names) {
        return new BarQuery(dataset, layer, keys, sessions, interval, hours, prices, List.of(names), latestAt);
    }

    /** One bar each, the last that starts no later than that. */
    public BarQuery latestAt(Instant time) {
        return new BarQuery(dataset, layer, keys, sessions, interval, hours, prices, columns, time);
    }

    /** Whether a bar of the answer is made of several stored ones. */
    public boolean isMerged() {
        return isMerged(interval);
    }

    private static boolean isMerged(BarInterval interval) {
        return interval != BarInterval.ONE_MINUTE && interval != BarInterval.ONE_DAY;
    }

    private static IllegalArgumentException invalid(String expected, String got) {
        return new IllegalArgumentException("[bar query] expected " + expected + ", got " + got);
    }
}
