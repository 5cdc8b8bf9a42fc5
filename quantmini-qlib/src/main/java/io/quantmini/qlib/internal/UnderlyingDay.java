package io.quantmini.qlib.internal;

import java.util.List;

/** What the contracts of one underlying add up to on one date. Not thread-safe. */
public final class UnderlyingDay {
    /** The values there are. */
    public static final List<String> FIELDS = List.of("call_volume", "put_volume", "put_call_ratio", "atm_iv_30d");
    /** The one that needs more of a row than its volume. */
    public static final String VOLATILITY = "atm_iv_30d";

    private final ThirtyDayVolatility volatility;
    private double calls;
    private double puts;

    /** Of a date, in epoch days. */
    public UnderlyingDay(int date) {
        this.volatility = new ThirtyDayVolatility(date);
    }

    /** Adds contracts traded. */
    public void trade(boolean call, double volume) {
        if (call) {
            calls += volume;
        } else {
            puts += volume;
        }
    }

    /** What the date's volatility is made from. */
    public ThirtyDayVolatility volatility() {
        return volatility;
    }

    /** The value of one of the {@link #FIELDS}; NaN for none. */
    public double get(String field) {
        return switch (field) {
            case "call_volume" -> calls;
            case "put_volume" -> puts;
            case "put_call_ratio" -> puts / calls;
            default -> volatility.value();
        };
    }
}
