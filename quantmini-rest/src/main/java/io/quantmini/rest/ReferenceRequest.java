package io.quantmini.rest;

import io.quantmini.market.SessionRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What to ask the vendor for. Immutable.
 *
 * @param splits by execution date
 * @param dividends by ex-date
 * @param tickers stocks that are listed and that were
 * @param status the markets now, and upcoming holidays
 * @param events tickers or FIGIs whose histories are asked for
 * @param contracts underlyings whose option contracts are asked for, open ones and expired ones
 * @param grouped sessions whose bars of all stocks are asked for
 * @param from first date of splits, dividends and expirations; null for the first there is
 * @param to last date of them; null for today
 * @param overlapDays how many days that were asked for already are asked for again, since the vendor corrects
 * @param refresh whether to ask even for what landed already
 */
public record ReferenceRequest(
        boolean splits,
        boolean dividends,
        boolean tickers,
        boolean status,
        List<String> events,
        List<String> contracts,
        SortedSet<LocalDate> grouped,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        int overlapDays,
        boolean refresh) {
    private static final Pattern TICKER = Pattern.compile("[A-Za-z0-9./:_-]{1,64}");
    private static final Pattern DOTS = Pattern.compile("\\.+");

    public ReferenceRequest {
        events = distinct(events);
        contracts = distinct(contracts);
        grouped = Collections.unmodifiableSortedSet(new TreeSet<>(grouped));
        boolean nothing = !splits && !dividends && !tickers && !status;
        if (nothing && events.isEmpty() && contracts.isEmpty() && grouped.isEmpty()) {
            throw new IllegalArgumentException(
                    "[reference] expected something to ask for, got nothing; ask for splits, dividends, tickers, events,"
                            + " contracts, status or grouped bars");
        }
        if (from != null && to != null && to.isBefore(from)) {
            throw new IllegalArgumentException("[reference] expected from <= to, got " + from + ", " + to);
        }
        if (overlapDays < 0) {
            throw new IllegalArgumentException("[reference] expected overlapDays >= 0, got " + overlapDays);
        }
    }

    /** Asks for nothing yet, over all dates, with an overlap of 30 days. */
    public static Builder builder() {
        return new Builder();
    }

    /** Dates of rows that are asked for when it is that day; null when all of them lie in the future. */
    @Nullable
    SessionRange range(LocalDate first, LocalDate last) {
        LocalDate begin = from == null || from.isBefore(first) ? first : from;
        LocalDate end = to == null || to.isAfter(last) ? last : to;
        return end.isBefore(begin) ? null : new SessionRange(begin, end);
    }

    private static List<String> distinct(List<String> tickers) {
        for (String ticker : tickers) {
            if (!TICKER.matcher(ticker).matches() || DOTS.matcher(ticker).matches()) {
                throw new IllegalArgumentException(
                        "[reference] expected a ticker of 1 to 64 characters out of [A-Za-z0-9./:_-], got \"" + ticker
                                + "\"");
            }
        }
        return tickers.stream().sorted().distinct().toList();
    }

    /** Collects what to ask for; not thread-safe. */
    public static final class Builder {
        private boolean splits;
        private boolean dividends;
        private boolean tickers;
        private boolean status;
        private final List<String> events = new ArrayList<>();
        private final List<String> contracts = new ArrayList<>();
        private final SortedSet<LocalDate> grouped = new TreeSet<>();
        private @Nullable LocalDate from;
        private @Nullable LocalDate to;
        private int overlapDays = 30;
        private boolean refresh;

        private Builder() {}

        public Builder splits() {
            splits = true;
            return this;
        }

        public Builder dividends() {
            dividends = true;
            return this;
        }

        /** Stocks that are listed and that were. */
        public Builder tickers() {
            tickers = true;
            return this;
        }

        /** The markets now, and upcoming holidays. */
        public Builder status() {
            status = true;
            return this;
        }

        /** Ticker histories of the securities that bear these tickers now, or have these FIGIs. */
        public Builder events(List<String> tickersOrFigis) {
            events.addAll(tickersOrFigis);
            return this;
        }

        /** Option contracts of these underlyings. */
        public Builder contracts(List<String> underlyings) {
            contracts.addAll(underlyings);
            return this;
        }

        /** Unadjusted bars of all stocks of these sessions. */
        public Builder grouped(List<LocalDate> sessions) {
            grouped.addAll(sessions);
            return this;
        }

        /** First date of splits, dividends and expirations; null for the first there is. */
        public Builder from(@Nullable LocalDate date) {
            from = date;
            return this;
        }

        /** Last date of them; null for today. */
        public Builder to(@Nullable LocalDate date) {
            to = date;
            return this;
        }

        /** How many days that were asked for already are asked for again. */
        public Builder overlapDays(int days) {
            overlapDays = days;
            return this;
        }

        /** Asks even for what landed already. */
        public Builder refresh(boolean value) {
            refresh = value;
            return this;
        }

        public ReferenceRequest build() {
            return new ReferenceRequest(
                    splits, dividends, tickers, status, events, contracts, grouped, from, to, overlapDays, refresh);
        }
    }
}
