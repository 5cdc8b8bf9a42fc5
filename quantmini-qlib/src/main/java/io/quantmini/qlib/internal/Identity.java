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
    /** First date with bars of the instruments that a directory has already. */
    private final Map<String, LocalDate> firstDates;
    /** Securities that a directory's names tell to be over, whatever bars come. */
    private final Set<String> ended = new HashSet<>();

    /** Of a directory with these instruments already, each with the date of its first bar. */
    Identity(SecurityMap securities, TradingCalendar calendar, Map<String, LocalDate> firstDates) {
        this.securities = securities;
        this.calendar = calendar;
        this.firstDates = firstDates;
        for (SecuritySpan span : securities.spans()) {
            byTicker.computeIfAbsent(span.ticker(), ticker -> new ArrayList<>()).add(span);
        }
        for (SecuritySpan span : firstDates.isEmpty() ? List.<SecuritySpan>of() : securities.spans()) {
            LocalDate end = span.to();
            boolean known = end != null
                    && firstDates.containsKey(ended(span.ticker(), end).instrument());
            if (known && latest(span.securityId()).equals(span)) {
                ended.add(span.securityId());
            }
        }
    }

    /** The span that a ticker is in on an epoch day. */
    SecuritySpan span(String ticker, long day) {
        return securities.spanOf(ticker, LocalDate.ofEpochDay(day));
    }

    /**
     * Remembers that bars of a span were placed.
     *
     * @throws NotAnExtension when an instrument that the directory has gets another name by it
     */
    void see(SecuritySpan span) {
        if (!seen.add(span) || span.evidence().identifies()) {
            return;
        }
        for (SecuritySpan other : byTicker.getOrDefault(span.ticker(), List.of())) {
            LocalDate first = firstDates.get(QlibName.of(other.ticker()).instrument());
            LocalDate end = other.to();
            boolean mayBeOther = first != null && end != null && !first.isAfter(end);
            if (mayBeOther
                    && !ended.contains(other.securityId())
                    && later(other).contains(span)) {
                throw new NotAnExtension("bars of another security named " + span.ticker());
            }
        }
    }

    /**
     * Checks that an instrument of that name that the directory has is this security: that its first bar is one of it.
     *
     * @throws NotAnExtension when it is not
     */
    void requireSame(String securityId, QlibName name) {
        LocalDate first = firstDates.get(name.instrument());
        if (first == null) {
            return;
        }
        for (SecuritySpan span : securities.security(securityId).spans()) {
            if (span.contains(first)
                    && securities.securityOf(span.ticker(), first).equals(securityId)) {
                return;
            }
        }
        throw new NotAnExtension("bars of another security named " + name);
    }

    /** Whether a security's bars come in one piece and its name cannot change with later bars. */
    boolean isSimple(SecuritySpan span) {
        return securities.security(span.securityId()).spans().size() == 1
                && later(span).stream().allMatch(other -> other.evidence().identifies());
    }

    /** The instrument of a security. */
    QlibName name(String securityId) {
        SecuritySpan latest = latest(securityId);
        LocalDate end = latest.to();
        boolean takenOver = ended.contains(securityId)
                || later(latest).stream().anyMatch(other -> other.evidence().identifies() || seen.contains(other));
        return takenOver && end != null ? ended(latest.ticker(), end) : QlibName.of(latest.ticker());
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

    private SecuritySpan latest(String securityId) {
        List<SecuritySpan> spans = securities.security(securityId).spans();
        return spans.get(spans.size() - 1);
    }

    private QlibName ended(String ticker, LocalDate end) {
        return QlibName.ended(ticker, lastSession(calendar, end));
    }

    /** The last session on a date or before it; the date itself when there is none. */
    static LocalDate lastSession(TradingCalendar calendar, LocalDate end) {
        LocalDate next = end.plusDays(1);
        return calendar.countBefore(next) == 0 ? end : calendar.previous(next);
    }
}
