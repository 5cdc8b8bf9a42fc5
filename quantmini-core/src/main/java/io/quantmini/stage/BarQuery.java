package io.quantmini.stage;

import io.quantmini.lake.Layer;
import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A typed question for bars.
 *
 * @param dataset whose bars; its frequency is the interval's source
 * @param layer bronze or silver
 * @param tickers exact, case-sensitive symbols or option tickers, at least one
 * @param sessions sessions wanted; null for all
 * @param interval length of the answered bars
 * @param hours which part of the session
 */
public record BarQuery(
        Dataset dataset,
        Layer layer,
        List<String> tickers,
        @Nullable SessionRange sessions,
        BarInterval interval,
        TradingHours hours) {
    public BarQuery {
        tickers = List.copyOf(tickers);
        if (tickers.isEmpty()) {
            throw new IllegalArgumentException("[bar query] expected at least one ticker, got none");
        }
        if (interval.source() != dataset.frequency()) {
            throw new IllegalArgumentException("[bar query] expected a dataset of " + interval.source() + " bars for "
                    + interval + ", got " + dataset.name());
        }
    }
}
