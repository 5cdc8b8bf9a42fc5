package io.quantmini.market;

import java.time.LocalDate;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A time during which a ticker named a security: one row of the {@code securities} table.
 *
 * @param securityId the security
 * @param ticker its ticker
 * @param from first date, or null for always before {@code to}
 * @param to last date, or null for always after {@code from}
 * @param evidence why we hold this
 */
public record SecuritySpan(
        String securityId,
        String ticker,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        Evidence evidence) {
    /** By security, then time, then ticker: the order of the table. */
    static final Comparator<SecuritySpan> ORDER = Comparator.comparing(SecuritySpan::securityId)
            .thenComparing(SecuritySpan::from, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(SecuritySpan::ticker);

    /** A row of a user's table; null ends are open. */
    public static SecuritySpan user(
            String securityId, String ticker, @Nullable LocalDate from, @Nullable LocalDate to) {
        return new SecuritySpan(securityId, ticker, from, to, Evidence.USER);
    }

    /** Whether the date lies in the span. */
    public boolean contains(LocalDate date) {
        return (from == null || !date.isBefore(from)) && (to == null || !date.isAfter(to));
    }
}
