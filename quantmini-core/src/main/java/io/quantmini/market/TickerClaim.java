package io.quantmini.market;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link SecuritySpan} in the making, in days since 1970, both ends included and never null. */
record TickerClaim(String securityId, String ticker, long from, long to, Evidence evidence) {
    static final long ALWAYS_BEFORE = Long.MIN_VALUE;
    static final long ALWAYS_AFTER = Long.MAX_VALUE;

    static final Comparator<TickerClaim> BY_TIME = Comparator.comparingLong(TickerClaim::from)
            .thenComparingLong(TickerClaim::to)
            .thenComparing(TickerClaim::securityId)
            .thenComparing(TickerClaim::ticker);

    static TickerClaim of(SecuritySpan span) {
        @Nullable LocalDate from = span.from();
        @Nullable LocalDate to = span.to();
        return new TickerClaim(
                span.securityId(),
                span.ticker(),
                from == null ? ALWAYS_BEFORE : from.toEpochDay(),
                to == null ? ALWAYS_AFTER : to.toEpochDay(),
                span.evidence());
    }

    SecuritySpan span() {
        return new SecuritySpan(
                securityId,
                ticker,
                from == ALWAYS_BEFORE ? null : LocalDate.ofEpochDay(from),
                to == ALWAYS_AFTER ? null : LocalDate.ofEpochDay(to),
                evidence);
    }

    boolean overlaps(TickerClaim other) {
        return from <= other.to && other.from <= to;
    }

    TickerClaim during(long start, long end) {
        return new TickerClaim(securityId, ticker, start, end, evidence);
    }

    /** What is left of this claim outside the times of the others, in time order. */
    List<TickerClaim> without(List<TickerClaim> others) {
        List<TickerClaim> left = new ArrayList<>(List.of(this));
        for (TickerClaim other : others) {
            List<TickerClaim> rest = new ArrayList<>();
            for (TickerClaim piece : left) {
                if (!piece.overlaps(other)) {
                    rest.add(piece);
                    continue;
                }
                if (piece.from < other.from) {
                    rest.add(piece.during(piece.from, other.from - 1));
                }
                if (piece.to > other.to) {
                    rest.add(piece.during(other.to + 1, piece.to));
                }
            }
            left = rest;
        }
        left.sort(BY_TIME);
        return left;
    }
}
