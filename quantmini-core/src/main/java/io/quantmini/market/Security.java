package io.quantmini.market;

import java.time.LocalDate;
import java.util.List;

/**
 * A security and the tickers it traded under.
 *
 * @param id its identity in the lake
 * @param spans at least one, in time order, never overlapping
 */
public record Security(String id, List<SecuritySpan> spans) {
    public Security {
        spans = List.copyOf(spans);
        if (spans.isEmpty()) {
            throw new IllegalArgumentException("[" + id + "] expected a security with at least one span");
        }
    }

    /** The ticker of its last span. */
    public String latestTicker() {
        return spans.get(spans.size() - 1).ticker();
    }

    /** Whether it is known under some ticker on the date. */
    public boolean tradesOn(LocalDate date) {
        for (SecuritySpan span : spans) {
            if (span.contains(date)) {
                return true;
            }
        }
        return false;
    }
}
