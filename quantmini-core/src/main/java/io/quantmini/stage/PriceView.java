package io.quantmini.stage;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How prices and volume are given: as traded, or adjusted for splits and cash dividends. An adjusted price is the raw one
 * times the factor of its date, volume is divided by it; factors only look back, see
 * {@link io.quantmini.market.AdjustmentFactors}.
 *
 * @param adjusted whether
 * @param asOf date on which adjusted prices equal raw ones, so that those before it read as they would have then; null to
 *     leave the earliest prices as traded
 */
public record PriceView(boolean adjusted, @Nullable LocalDate asOf) {
    /** As traded. */
    public static final PriceView RAW = new PriceView(false, null);
    /** Times the factor. */
    public static final PriceView ADJUSTED = new PriceView(true, null);

    public PriceView {
        if (asOf != null && !adjusted) {
            throw new IllegalArgumentException("[bar query] expected adjusted prices as of " + asOf + ", got raw ones");
        }
    }

    /** Adjusted so that the prices of that date are as traded. */
    public static PriceView asOf(LocalDate date) {
        return new PriceView(true, date);
    }
}
