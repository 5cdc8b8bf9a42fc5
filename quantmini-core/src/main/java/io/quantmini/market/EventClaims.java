package io.quantmini.market;

import io.quantmini.market.ReferenceFinding.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Turns ticker histories into claims that never overlap, for a ticker or for a security. */
final class EventClaims {
    private static final Comparator<TickerEvent> FIRST =
            Comparator.comparing(TickerEvent::date).thenComparing(TickerEvent::ticker);

    private final List<ReferenceFinding> findings;

    private EventClaims(List<ReferenceFinding> findings) {
        this.findings = findings;
    }

    /** The claims of the histories; what does not fit together is left out and added to the findings. */
    static List<TickerClaim> of(List<TickerHistory> histories, List<ReferenceFinding> findings) {
        EventClaims claims = new EventClaims(findings);
        Map<String, List<TickerClaim>> byTicker = new TreeMap<>();
        for (Map.Entry<String, SortedMap<LocalDate, SortedSet<String>>> security :
                bySecurity(histories).entrySet()) {
            for (TickerClaim claim : claims.ofSecurity(security.getKey(), security.getValue())) {
                byTicker.computeIfAbsent(claim.ticker(), ticker -> new ArrayList<>())
                        .add(claim);
            }
        }
        List<TickerClaim> all = new ArrayList<>();
        byTicker.values().forEach(ofTicker -> all.addAll(claims.separated(ofTicker)));
        return all;
    }

    private static Map<String, SortedMap<LocalDate, SortedSet<String>>> bySecurity(List<TickerHistory> histories) {
        Map<String, SortedMap<LocalDate, SortedSet<String>>> bySecurity = new TreeMap<>();
        for (TickerHistory history : histories) {
            if (history.events().isEmpty()) {
                continue;
            }
            SortedMap<LocalDate, SortedSet<String>> events =
                    bySecurity.computeIfAbsent(securityId(history), id -> new TreeMap<>());
            for (TickerEvent event : history.events()) {
                events.computeIfAbsent(event.date(), date -> new TreeSet<>()).add(event.ticker());
            }
        }
        return bySecurity;
    }

    private static String securityId(TickerHistory history) {
        @Nullable String figi = history.figi();
        if (figi != null && !figi.isBlank()) {
            return figi;
        }
        // The first event does not change when the security is renamed once more.
        TickerEvent first = history.events().stream().min(FIRST).orElseThrow();
        return first.ticker() + "@" + first.date();
    }

    private List<TickerClaim> ofSecurity(String id, SortedMap<LocalDate, SortedSet<String>> events) {
        List<TickerClaim> claims = new ArrayList<>();
        for (Map.Entry<LocalDate, SortedSet<String>> event : events.entrySet()) {
            LocalDate date = event.getKey();
            if (event.getValue().size() > 1) {
                findings.add(new ReferenceFinding(
                        Kind.EVENT_CONFLICT, id, date, "tickers " + String.join(", ", event.getValue())));
                continue;
            }
            String ticker = event.getValue().first();
            int last = claims.size() - 1;
            if (last >= 0) {
                if (claims.get(last).ticker().equals(ticker)) {
                    continue;
                }
                claims.set(last, claims.get(last).during(claims.get(last).from(), date.toEpochDay() - 1));
            }
            claims.add(new TickerClaim(id, ticker, date.toEpochDay(), TickerClaim.ALWAYS_AFTER, Evidence.TICKER_EVENT));
        }
        return claims;
    }

    /** One ticker's claims, each ending where the next begins; claims from the same date cancel out. */
    private List<TickerClaim> separated(List<TickerClaim> claims) {
        claims.sort(TickerClaim.BY_TIME);
        List<TickerClaim> separated = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            TickerClaim claim = claims.get(i);
            boolean sharesStart = (i > 0 && claims.get(i - 1).from() == claim.from())
                    || (i + 1 < claims.size() && claims.get(i + 1).from() == claim.from());
            if (sharesStart) {
                report(Kind.TICKER_CONFLICT, claim, claim.from(), "claimed by " + claim.securityId());
                continue;
            }
            long end = claim.to();
            if (i + 1 < claims.size() && claims.get(i + 1).from() <= end) {
                TickerClaim next = claims.get(i + 1);
                if (end != TickerClaim.ALWAYS_AFTER) {
                    String detail = claim.securityId() + " held it until " + LocalDate.ofEpochDay(end) + ", "
                            + next.securityId() + " took it before";
                    report(Kind.TICKER_OVERLAP, claim, next.from(), detail);
                }
                end = next.from() - 1;
            }
            separated.add(claim.during(claim.from(), end));
        }
        return separated;
    }

    private void report(Kind kind, TickerClaim claim, long day, String detail) {
        findings.add(new ReferenceFinding(kind, claim.ticker(), LocalDate.ofEpochDay(day), detail));
    }
}
