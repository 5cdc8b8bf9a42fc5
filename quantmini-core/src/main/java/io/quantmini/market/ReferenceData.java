package io.quantmini.market;

import java.util.List;

/**
 * Reference data as a vendor or a user gives it, before anything is made of it.
 *
 * @param histories ticker events by security
 * @param splits share ratios
 * @param dividends cash amounts in US dollars
 * @param findings rows left out and why, in plain words
 */
public record ReferenceData(
        List<TickerHistory> histories, List<Split> splits, List<Dividend> dividends, List<String> findings) {
    public ReferenceData {
        histories = List.copyOf(histories);
        splits = List.copyOf(splits);
        dividends = List.copyOf(dividends);
        findings = List.copyOf(findings);
    }

    /** None of anything. */
    public static ReferenceData empty() {
        return new ReferenceData(List.of(), List.of(), List.of(), List.of());
    }
}
