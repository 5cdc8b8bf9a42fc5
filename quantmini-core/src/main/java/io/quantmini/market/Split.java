package io.quantmini.market;

import java.time.LocalDate;

/**
 * A share split or reverse split as the vendor files it: {@code splitFrom} shares become {@code splitTo}.
 *
 * @param ticker the ticker it is filed under, perhaps one that the security took only later
 * @param executionDate first date that trades on the new basis
 * @param splitFrom shares before, 1 in a 7:1 split
 * @param splitTo shares after, 7 in a 7:1 split
 */
public record Split(String ticker, LocalDate executionDate, double splitFrom, double splitTo) {
    /** New shares for one old share: 7 in a 7:1 split. */
    public double ratio() {
        return splitTo / splitFrom;
    }
}
