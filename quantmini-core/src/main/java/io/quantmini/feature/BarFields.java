package io.quantmini.feature;

import io.quantmini.market.Dataset;
import java.util.List;

/**
 * The fields an expression can name, per dataset.
 *
 * <p>Stocks: {@code open high low close} in dollars, adjusted (raw · factor); {@code volume} in shares, adjusted
 * (raw / factor); {@code transactions}; {@code factor}; {@code vwap}, which is always the typical price
 * {@code ($high+$low+$close)/3}, as the vendor gives none. Options: the bar raw, {@code strike_price} in dollars,
 * {@code days_to_expiry} (calendar days from the session to the expiration date), and {@code underlying_close}: the raw
 * close of the underlying's stock, of the same session for daily bars, of its last bar of the session that starts at or
 * before the option's for minutes; null where there is none.
 */
public final class BarFields {
    public static final String FACTOR = "factor";
    public static final String VWAP = "vwap";
    public static final String DAYS_TO_EXPIRY = "days_to_expiry";
    public static final String UNDERLYING_CLOSE = "underlying_close";

    private static final List<String> STOCKS =
            List.of("open", "high", "low", "close", "volume", "transactions", FACTOR, VWAP);
    private static final List<String> OPTIONS = List.of(
            "open", "high", "low", "close", "volume", "transactions", "strike_price", DAYS_TO_EXPIRY, UNDERLYING_CLOSE);

    private BarFields() {}

    /** The names, without {@code $}. */
    public static List<String> of(Dataset dataset) {
        return dataset.isOptions() ? OPTIONS : STOCKS;
    }
}
