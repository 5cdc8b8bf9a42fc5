package io.quantmini.market;

import io.quantmini.market.ReferenceFinding.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Turns the rows of a user's table into claims that never overlap, for a ticker or for a security. */
final class UserClaims {
    private UserClaims() {}

    /** The claims of the rows; rows that make no sense or contradict others are left out and added to the findings. */
    static List<TickerClaim> of(List<SecuritySpan> rows, List<ReferenceFinding> findings) {
        TreeSet<TickerClaim> claims = new TreeSet<>(TickerClaim.BY_TIME);
        for (SecuritySpan row : rows) {
            TickerClaim claim = TickerClaim.of(
                    new SecuritySpan(row.securityId(), row.ticker(), row.from(), row.to(), Evidence.USER));
            if (claim.from() > claim.to()
                    || row.securityId().isBlank()
                    || row.ticker().isBlank()) {
                findings.add(new ReferenceFinding(Kind.INVALID_ROW, row.ticker(), row.from(), describe(row)));
            } else {
                claims.add(claim);
            }
        }
        Map<String, List<TickerClaim>> byName = new TreeMap<>();
        for (TickerClaim claim : claims) {
            byName.computeIfAbsent("ticker " + claim.ticker(), key -> new ArrayList<>())
                    .add(claim);
            byName.computeIfAbsent("security " + claim.securityId(), key -> new ArrayList<>())
                    .add(claim);
        }
        TreeSet<TickerClaim> contradicted = new TreeSet<>(TickerClaim.BY_TIME);
        byName.values().forEach(group -> collectContradicted(group, contradicted));
        for (TickerClaim claim : contradicted) {
            SecuritySpan row = claim.span();
            findings.add(new ReferenceFinding(Kind.USER_ROW_CONFLICT, row.ticker(), row.from(), describe(row)));
        }
        claims.removeAll(contradicted);
        return merged(claims);
    }

    private static void collectContradicted(List<TickerClaim> group, Set<TickerClaim> contradicted) {
        for (TickerClaim one : group) {
            for (TickerClaim other : group) {
                boolean same =
                        one.ticker().equals(other.ticker()) && one.securityId().equals(other.securityId());
                if (!same && one.overlaps(other)) {
                    contradicted.add(one);
                }
            }
        }
    }

    /** Overlapping rows that say the same become one. */
    private static List<TickerClaim> merged(SortedSet<TickerClaim> claims) {
        Map<List<String>, List<TickerClaim>> byName = new LinkedHashMap<>();
        for (TickerClaim claim : claims) {
            List<TickerClaim> same =
                    byName.computeIfAbsent(List.of(claim.securityId(), claim.ticker()), key -> new ArrayList<>());
            int last = same.size() - 1;
            if (last >= 0 && same.get(last).overlaps(claim)) {
                TickerClaim before = same.get(last);
                same.set(last, before.during(before.from(), Math.max(before.to(), claim.to())));
            } else {
                same.add(claim);
            }
        }
        List<TickerClaim> merged = new ArrayList<>();
        byName.values().forEach(merged::addAll);
        return merged;
    }

    private static String describe(SecuritySpan row) {
        return "security " + row.securityId() + ", ticker " + row.ticker() + ", from "
                + (row.from() == null ? "always" : row.from()) + " to "
                + (row.to() == null ? "always" : row.to());
    }
}
