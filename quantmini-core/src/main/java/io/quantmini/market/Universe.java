package io.quantmini.market;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A named list of stocks with the times they belonged to it, such as the members of an index: what cross-sections compare, and
 * in gold {@code instruments/<name>.txt}, which is Qlib's {@code D.instruments("<name>")}.
 *
 * @param name {@code [a-z0-9_-]+}, but not {@code all}
 * @param members in any order; times of one security are united
 */
public record Universe(String name, List<Member> members) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]+");
    private static final Pattern TICKER = Pattern.compile("[A-Za-z0-9./:_-]+");

    public Universe {
        members = List.copyOf(members);
        if (!NAME.matcher(name).matches() || name.equals("all")) {
            throw new IllegalArgumentException(
                    "[index \"" + name + "\"] expected a name of [a-z0-9_-] other than all, got \"" + name + "\"");
        }
    }

    /** The same list without what lies outside of the dates, in an order of its own. */
    public Universe during(SessionRange dates) {
        List<Member> within = members.stream()
                .filter(member -> member.from() == null || !member.from().isAfter(dates.to()))
                .filter(member -> member.to() == null || !member.to().isBefore(dates.from()))
                .map(member -> new Member(
                        member.ticker(),
                        member.from() == null || member.from().isBefore(dates.from()) ? dates.from() : member.from(),
                        member.to() == null || member.to().isAfter(dates.to()) ? dates.to() : member.to()))
                .sorted(Comparator.comparing(Member::ticker)
                        .thenComparing(member -> String.valueOf(member.from()))
                        .thenComparing(member -> String.valueOf(member.to())))
                .toList();
        return new Universe(name, within);
    }

    /**
     * A time during which what a ticker names belongs to the list.
     *
     * @param ticker as it was on those dates, for tickers are used again; of options the underlying
     * @param from first date; null for always before
     * @param to last date; null for always after
     */
    public record Member(
            String ticker,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {
        public Member {
            if (!TICKER.matcher(ticker).matches()) {
                throw new IllegalArgumentException(
                        "[" + ticker + "] expected a ticker of [A-Za-z0-9./:_-], got \"" + ticker + "\"");
            }
            if (from != null && to != null && to.isBefore(from)) {
                throw new IllegalArgumentException("[" + ticker + "] expected from <= to, got " + from + " and " + to);
            }
        }
    }
}
