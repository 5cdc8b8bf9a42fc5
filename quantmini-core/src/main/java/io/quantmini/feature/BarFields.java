package io.quantmini.feature;

import io.quantmini.market.Dataset;
import java.util.List;
import java.util.stream.Stream;

/**
 * The fields an expression can name, per dataset.
 *
 * <p>Stocks: {@code open high low close} in dollars, adjusted (raw · factor); {@code volume} in shares, adjusted
 * (raw / factor); {@code transactions}; {@code factor}; {@code vwap}, which is always the typical price
 * {@code ($high+$low+$close)/3}, as the vendor gives none. Options: the bar raw, {@code strike_price} in dollars,
 * {@code days_to_expiry} (calendar days from the session to the expiration date), and {@code underlying_close}: the raw
 * close of the underlying's stock, of the same session for daily bars, of its last bar of the session that starts at or
 * before the option's for minutes; null where there is none. {@code call} is 1 for a call and 0 for a put; {@code rate} and
 * {@code dividend_yield} are those of the session, a year's, compounded continuously ({@link io.quantmini.market.Rates}).
 * Daily options only: {@code chain_call_volume} and {@code chain_put_volume}, the contracts of all calls, and of all puts, of
 * the same underlying and expiration date that traded in the session; 0 for none.
 */
public final class BarFields {
    public static final String FACTOR = "factor";
    public static final String VWAP = "vwap";
    public static final String DAYS_TO_EXPIRY = "days_to_expiry";
    public static final String UNDERLYING_CLOSE = "underlying_close";

    public static final String CALL = "call";
    public static final String RATE = "rate";
    public static final String DIVIDEND_YIELD = "dividend_yield";
    public static final String CHAIN_CALL_VOLUME = "chain_call_volume";
    public static final String CHAIN_PUT_VOLUME = "chain_put_volume";

    private static final List<String> STOCKS =
            List.of("open", "high", "low", "close", "volume", "transactions", FACTOR, VWAP);
    private static final List<String> OPTIONS = List.of(
            "open",
            "high",
            "low",
            "close",
            "volume",
            "transactions",
            "strike_price",
            CALL,
            DAYS_TO_EXPIRY,
            UNDERLYING_CLOSE,
            RATE,
            DIVIDEND_YIELD);
    private static final List<String> DAILY_OPTIONS = Stream.concat(
                    OPTIONS.stream(), Stream.of(CHAIN_CALL_VOLUME, CHAIN_PUT_VOLUME))
            .toList();

    private BarFields() {}

    /** The names, without {@code $}. */
    public static List<String> of(Dataset dataset) {
        if (!dataset.isOptions()) {
            return STOCKS;
        }
        return dataset.isMinute() ? OPTIONS : DAILY_OPTIONS;
    }
}
