package io.quantmini.market;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Puts the evidence together: users' rows first, then ticker events, then what is left of each ticker's time. */
final class SecurityMapBuilder {
    private SecurityMapBuilder() {}

    static SecurityMap build(List<TickerHistory> histories, List<Split> splits, List<SecuritySpan> userRows) {
        List<ReferenceFinding> findings = new ArrayList<>();
        List<TickerClaim> events = EventClaims.of(histories, findings);
        List<TickerClaim> claims = UserClaims.of(userRows, findings);
        claims.addAll(outside(claims, events));

        Set<String> taken = new HashSet<>();
        Map<String, List<TickerClaim>> byTicker = new TreeMap<>();
        for (TickerClaim claim : claims) {
            taken.add(claim.securityId());
            byTicker.computeIfAbsent(claim.ticker(), ticker -> new ArrayList<>())
                    .add(claim);
        }
        for (Split split : splits) {
            byTicker.computeIfAbsent(split.ticker(), ticker -> new ArrayList<>());
        }
        for (Map.Entry<String, List<TickerClaim>> entry : byTicker.entrySet()) {
            claims.addAll(leftOver(entry.getKey(), entry.getValue(), taken));
        }
        findings.sort(ReferenceFinding.ORDER);
        SecurityMap map = new SecurityMap(spans(claims), findings);
        return new SecurityMap(spans(withSplits(claims, splits, map)), findings);
    }

    /** The id of the part of a ticker's time that starts then and has no evidence. */
    static String idWithoutEvidence(String ticker, long from, Set<String> taken) {
        StringBuilder id = new StringBuilder(ticker);
        if (from != TickerClaim.ALWAYS_BEFORE) {
            id.append('@').append(LocalDate.ofEpochDay(from));
        }
        while (taken.contains(id.toString())) {
            id.append('\'');
        }
        return id.toString();
    }

    /** What is left of the events where no user's row speaks about the same ticker or the same security. */
    private static List<TickerClaim> outside(List<TickerClaim> userClaims, List<TickerClaim> events) {
        Map<String, List<TickerClaim>> ofTicker = new HashMap<>();
        Map<String, List<TickerClaim>> ofSecurity = new HashMap<>();
        for (TickerClaim user : userClaims) {
            ofTicker.computeIfAbsent(user.ticker(), key -> new ArrayList<>()).add(user);
            ofSecurity
                    .computeIfAbsent(user.securityId(), key -> new ArrayList<>())
                    .add(user);
        }
        List<TickerClaim> left = new ArrayList<>();
        for (TickerClaim event : events) {
            List<TickerClaim> stronger = new ArrayList<>(ofTicker.getOrDefault(event.ticker(), List.of()));
            stronger.addAll(ofSecurity.getOrDefault(event.securityId(), List.of()));
            left.addAll(event.without(stronger));
        }
        return left;
    }

    private static List<TickerClaim> leftOver(String ticker, List<TickerClaim> claims, Set<String> taken) {
        TickerClaim always =
                new TickerClaim("", ticker, TickerClaim.ALWAYS_BEFORE, TickerClaim.ALWAYS_AFTER, Evidence.NONE);
        List<TickerClaim> leftOver = new ArrayList<>();
        for (TickerClaim piece : always.without(claims)) {
            String id = idWithoutEvidence(ticker, piece.from(), taken);
            leftOver.add(new TickerClaim(id, ticker, piece.from(), piece.to(), Evidence.NONE));
        }
        return leftOver;
    }

    private static List<TickerClaim> withSplits(List<TickerClaim> claims, List<Split> splits, SecurityMap map) {
        Set<String> split = new HashSet<>();
        for (Split row : splits) {
            split.add(map.securityOfAction(row.ticker(), row.executionDate()));
        }
        List<TickerClaim> marked = new ArrayList<>(claims.size());
        for (TickerClaim claim : claims) {
            boolean bySplit = claim.evidence() == Evidence.NONE && split.contains(claim.securityId());
            Evidence evidence = bySplit ? Evidence.SPLIT : claim.evidence();
            marked.add(new TickerClaim(claim.securityId(), claim.ticker(), claim.from(), claim.to(), evidence));
        }
        return marked;
    }

    private static List<SecuritySpan> spans(List<TickerClaim> claims) {
        return claims.stream().map(TickerClaim::span).toList();
    }
}
