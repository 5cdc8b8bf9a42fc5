package io.quantmini.market;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which security a ticker named on a date. Tickers are re-used: {@code META} was a fund before 2022-06-09, and the
 * company that took it was {@code FB} until then. On any date a ticker names one security and a security has at most one
 * ticker.
 *
 * <p>Identities are a pure function of the evidence, whatever its order: the composite FIGI of a ticker history; without
 * one its first ticker and date, {@code FB@2012-05-18}; a user's own text. A ticker without evidence is a security by
 * itself, under its own name; so is what evidence leaves of a ticker's time, {@code META} before and
 * {@code FB@2022-06-09} after. An id of that kind which evidence already uses gets a {@code '} appended.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class SecurityMap {
    private final List<SecuritySpan> spans;
    private final List<ReferenceFinding> findings;
    private final Map<String, List<SecuritySpan>> byTicker = new HashMap<>();
    private final Map<String, List<SecuritySpan>> bySecurity = new HashMap<>();
    private final Set<String> identified = new HashSet<>();

    SecurityMap(List<SecuritySpan> spans, List<ReferenceFinding> findings) {
        this.spans = spans.stream().sorted(SecuritySpan.ORDER).toList();
        this.findings = List.copyOf(findings);
        for (SecuritySpan span : this.spans) {
            byTicker.computeIfAbsent(span.ticker(), ticker -> new ArrayList<>()).add(span);
            bySecurity
                    .computeIfAbsent(span.securityId(), id -> new ArrayList<>())
                    .add(span);
            if (span.evidence().identifies()) {
                identified.add(span.securityId());
            }
        }
        byTicker.values().forEach(SecurityMap::requireApart);
        bySecurity.values().forEach(SecurityMap::requireApart);
    }

    /** The map in which each ticker is a security by itself. */
    public static SecurityMap empty() {
        return new SecurityMap(List.of(), List.of());
    }

    /**
     * The map that the evidence gives. A ticker event ends what held the ticker or the security before; a user's row
     * outweighs events about its ticker or its security during its time. Equal duplicates collapse; rows that contradict
     * each other are left out and reported in {@link #findings}.
     *
     * @param histories the vendor's ticker events
     * @param splits the vendor's splits; their tickers are listed even if nothing else is known of them
     * @param userRows rows of a user's table, whatever evidence they name
     */
    public static SecurityMap of(List<TickerHistory> histories, List<Split> splits, List<SecuritySpan> userRows) {
        return SecurityMapBuilder.build(histories, splits, userRows);
    }

    /**
     * The map whose {@link #spans} were stored as a table.
     *
     * @throws SecurityMapException if spans of a ticker or of a security overlap
     */
    public static SecurityMap ofSpans(List<SecuritySpan> spans) {
        return new SecurityMap(spans, List.of());
    }

    /** The id of the security that bore the ticker on the date; a ticker unknown to the map is its own security. */
    public String securityOf(String ticker, LocalDate date) {
        @Nullable List<SecuritySpan> known = byTicker.get(ticker);
        if (known == null && !identified.contains(ticker)) {
            return ticker;
        }
        return spanOf(ticker, date).securityId();
    }

    /** What is known of a ticker, in no order; empty for a ticker unknown to the map. */
    public List<SecuritySpan> spansOf(String ticker) {
        return List.copyOf(byTicker.getOrDefault(ticker, List.of()));
    }

    /** The span that holds the ticker on the date; for a ticker unknown to the map one without ends or evidence. */
    public SecuritySpan spanOf(String ticker, LocalDate date) {
        for (SecuritySpan span : byTicker.getOrDefault(ticker, List.of())) {
            if (span.contains(date)) {
                return span;
            }
        }
        return unknown(ticker);
    }

    /**
     * The id of the security that a split or dividend belongs to: the one that bore the ticker on the date, or, where
     * nothing identifies that one, the next security to take the ticker, if it traded under another on the date. Vendors
     * file events of a renamed security under its later ticker.
     */
    public String securityOfAction(String ticker, LocalDate date) {
        SecuritySpan holder = spanOf(ticker, date);
        if (holder.evidence().identifies()) {
            return holder.securityId();
        }
        @Nullable SecuritySpan next = null;
        for (SecuritySpan span : byTicker.getOrDefault(ticker, List.of())) {
            @Nullable LocalDate from = span.from();
            boolean later = span.evidence().identifies() && from != null && from.isAfter(date);
            if (later && security(span.securityId()).tradesOn(date) && (next == null || startsBefore(span, next))) {
                next = span;
            }
        }
        return (next == null ? holder : next).securityId();
    }

    /** The security of that id; one unknown to the map bears its id as ticker, always. */
    public Security security(String securityId) {
        List<SecuritySpan> known = bySecurity.getOrDefault(securityId, List.of());
        return new Security(
                securityId,
                known.isEmpty()
                        ? List.of(new SecuritySpan(securityId, tickerIn(securityId), null, null, Evidence.NONE))
                        : known);
    }

    /** The last ticker of the security. */
    public String latestTicker(String securityId) {
        return security(securityId).latestTicker();
    }

    /** All spans, by security, then time: the rows of the {@code securities} table. */
    public List<SecuritySpan> spans() {
        return spans;
    }

    /** What did not fit together in the evidence; empty for a map read from a table. */
    public List<ReferenceFinding> findings() {
        return findings;
    }

    private SecuritySpan unknown(String ticker) {
        String id = SecurityMapBuilder.idWithoutEvidence(ticker, TickerClaim.ALWAYS_BEFORE, identified);
        return new SecuritySpan(id, ticker, null, null, Evidence.NONE);
    }

    private static String tickerIn(String securityId) {
        int end = securityId.length();
        while (end > 1 && securityId.charAt(end - 1) == '\'') {
            end--;
        }
        return securityId.substring(0, end);
    }

    private static boolean startsBefore(SecuritySpan one, SecuritySpan other) {
        return TickerClaim.of(one).from() < TickerClaim.of(other).from();
    }

    private static void requireApart(List<SecuritySpan> spans) {
        List<TickerClaim> claims =
                spans.stream().map(TickerClaim::of).sorted(TickerClaim.BY_TIME).toList();
        for (int i = 1; i < claims.size(); i++) {
            if (claims.get(i - 1).overlaps(claims.get(i))) {
                throw new SecurityMapException(
                        claims.get(i).ticker(),
                        "cannot map securities: expected spans that do not overlap, got "
                                + claims.get(i - 1).span() + " and "
                                + claims.get(i).span());
            }
        }
    }
}
