package io.quantmini.market;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tickers of one security over time, as the vendor's ticker events give them.
 *
 * @param name the security's name, or null if it is not known
 * @param figi its composite FIGI, or null if it is not known; two histories with one FIGI are one security
 * @param events in any order
 */
public record TickerHistory(@Nullable String name, @Nullable String figi, List<TickerEvent> events) {
    public TickerHistory {
        events = List.copyOf(events);
    }
}
