package io.quantmini.rest;

import io.quantmini.market.Dividend;
import io.quantmini.market.Split;
import io.quantmini.market.TickerHistory;
import java.util.List;

/**
 * Reference data as it was filed, in the order of the files. Immutable.
 *
 * @param splits every split, duplicates and contradictions included
 * @param dividends cash dividends in US dollars
 * @param histories the tickers of securities, one entry a file
 * @param findings rows left out and why, in plain words
 */
public record ReferenceData(
        List<Split> splits, List<Dividend> dividends, List<TickerHistory> histories, List<String> findings) {
    public ReferenceData {
        splits = List.copyOf(splits);
        dividends = List.copyOf(dividends);
        histories = List.copyOf(histories);
        findings = List.copyOf(findings);
    }
}
