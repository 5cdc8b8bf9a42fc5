package io.quantmini.qlib.internal;

import io.quantmini.market.SecurityMap;
import io.quantmini.market.SecuritySpan;
import io.quantmini.market.TradingCalendar;
import io.quantmini.qlib.QlibName;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the security of a ticker's bars is called. A name is final once all bars were seen: a ticker counts as taken over
 * when the map knows by whom, or when bars came after the end of what it knows. Not thread-safe.
 */
final class Identity {
    private final SecurityMap securities;
    private final TradingCalendar calendar;
    private final Map<String, List<SecuritySpan>> byTicker = new HashMap<>();
    /** Spans that bars were placed in. */
    private final Set<SecuritySpan> seen = new HashSet<>();

    Identity(SecurityMap securities, TradingCalendar calendar) {
        this.securities = securities;
        this.calendar = calendar;
        for (SecuritySpan span : securities.spans()) {
            byTicker.computeIfAbsent(span.ticker(), ticker -> new ArrayList<>()).add(span);
        }
    }

    /** The span that a ticker is in on an epoch day. */
    SecuritySpan span(String ticker, long day) {
        return securities.spanOf(ticker, LocalDate.ofEpochDay(day));
    }

    /** Remembers that bars of a span were placed. */
    void see(SecuritySpan span) {
        seen.add(span);
    }

    /** Whether a security's bars come in one piece and its name cannot change with later bars. */
    boolean isSimple(SecuritySpan span) {
        return securities.security(span.securityId()).spans().size() == 1
                && later(span).stream().allMatch(other -> other.evidence().identifies());
    }

    /** The instrument of a security. */
    QlibName name(String securityId) {
        List<SecuritySpan> spans = securities.security(securityId).spans();
        SecuritySpan latest = spans.get(spans.size() - 1);
        LocalDate end = latest.to();
        boolean takenOver =
                later(latest).stream().anyMatch(other -> other.evidence().identifies() || seen.contains(other));
        return takenOver && end != null
                ? QlibName.ended(latest.ticker(), lastSession(end))
                : QlibName.of(latest.ticker());
    }

    /** The names that differ from the ticker of bars placed. */
    List<Alias> aliases() {
        List<Alias> aliases = new ArrayList<>();
        for (SecuritySpan span : seen) {
            String instrument = name(span.securityId()).instrument();
            if (!instrument.equals(span.ticker())) {
                aliases.add(new Alias(span.ticker(), instrument, span.from(), span.to()));
            }
        }
        return aliases;
    }

    /** Under which instruments the bars of a ticker stand from one date to another, in time order. */
    List<Stay> stays(String ticker, LocalDate from, LocalDate to) {
        List<Stay> stays = new ArrayList<>();
        LocalDate start = from;
        while (!start.isAfter(to)) {
            SecuritySpan span = securities.spanOf(ticker, start);
            LocalDate end = endOf(span, start, to);
            stays.add(new Stay(name(span.securityId()).instrument(), start, end));
            start = end.plusDays(1);
        }
        return stays;
    }

    /** The last date on which a ticker's span holds, no later than {@code latest}; one of no evidence ends at the next. */
    private LocalDate endOf(SecuritySpan span, LocalDate start, LocalDate latest) {
        LocalDate end = span.to() == null || span.to().isAfter(latest) ? latest : span.to();
        for (SecuritySpan other : byTicker.getOrDefault(span.ticker(), List.of())) {
            LocalDate from = other.from();
            if (from != null && from.isAfter(start) && !from.isAfter(end)) {
                end = from.minusDays(1);
            }
        }
        return end;
    }

    private List<SecuritySpan> later(SecuritySpan span) {
        @Nullable LocalDate end = span.to();
        if (end == null) {
            return List.of();
        }
        List<SecuritySpan> later = new ArrayList<>();
        for (SecuritySpan other : byTicker.getOrDefault(span.ticker(), List.of())) {
            LocalDate from = other.from();
            boolean another = !other.securityId().equals(span.securityId());
            if (another && from != null && from.isAfter(end)) {
                later.add(other);
            }
        }
        return later;
    }

    private LocalDate lastSession(LocalDate end) {
        LocalDate next = end.plusDays(1);
        return calendar.countBefore(next) == 0 ? end : calendar.previous(next);
    }
}
