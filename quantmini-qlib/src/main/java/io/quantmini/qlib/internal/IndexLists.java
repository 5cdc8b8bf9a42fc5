package io.quantmini.qlib.internal;

import io.quantmini.market.Universe;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Writes the members of indexes down as Qlib's lists of instruments: their times, as far as they have bars. */
final class IndexLists {
    private static final int MOST_NAMED = 5;

    private final CalendarAxis axis;
    private final Map<String, List<BarSpan>> bars;
    private final List<String> findings = new ArrayList<>();

    /** {@code bars} are the spans of the instruments that were written. */
    IndexLists(CalendarAxis axis, Map<String, List<BarSpan>> bars) {
        this.axis = axis;
        this.bars = bars;
    }

    /** The lines of a list, by instrument and time. */
    String text(Universe index, Function<Universe.Member, List<Stay>> stays) {
        SortedMap<String, List<BarSpan>> spans = new TreeMap<>();
        Set<String> tickers = new LinkedHashSet<>();
        Set<String> listed = new LinkedHashSet<>();
        for (Universe.Member member : index.members()) {
            tickers.add(member.ticker());
            for (Stay stay : stays.apply(member)) {
                List<BarSpan> common = common(stay);
                if (!common.isEmpty()) {
                    listed.add(member.ticker());
                    spans.computeIfAbsent(stay.instrument(), instrument -> new ArrayList<>())
                            .addAll(common);
                }
            }
        }
        Set<String> absent = new TreeSet<>(tickers);
        absent.removeAll(listed);
        if (!absent.isEmpty()) {
            findings.add("[" + index.name() + "] cannot list " + absent.size() + " of " + tickers.size()
                    + " members: expected bars while they are members, got none of " + some(absent));
        }
        StringBuilder text = new StringBuilder();
        spans.forEach((instrument, some) ->
                united(some).forEach(span -> text.append(axis.line(instrument, span.start(), span.end()))));
        return text.toString();
    }

    /** Members that could not be listed, a line an index. */
    List<String> findings() {
        return List.copyOf(findings);
    }

    private List<BarSpan> common(Stay stay) {
        int from = axis.firstFrom(stay.from());
        int to = axis.firstFrom(next(stay.to())) - 1;
        List<BarSpan> common = new ArrayList<>();
        for (BarSpan span : bars.getOrDefault(stay.instrument(), List.of())) {
            int start = Math.max(from, span.start());
            int end = Math.min(to, span.end());
            if (start <= end) {
                common.add(new BarSpan(start, end));
            }
        }
        return common;
    }

    private static LocalDate next(LocalDate date) {
        return date.equals(LocalDate.MAX) ? date : date.plusDays(1);
    }

    /** The same entries in spans that neither overlap nor touch. */
    private static List<BarSpan> united(List<BarSpan> spans) {
        List<BarSpan> sorted =
                spans.stream().sorted(Comparator.comparingInt(BarSpan::start)).toList();
        List<BarSpan> united = new ArrayList<>();
        for (BarSpan span : sorted) {
            int last = united.size() - 1;
            if (last >= 0 && span.start() <= united.get(last).end() + 1) {
                BarSpan before = united.get(last);
                united.set(last, new BarSpan(before.start(), Math.max(before.end(), span.end())));
            } else {
                united.add(span);
            }
        }
        return united;
    }

    private static String some(Set<String> tickers) {
        String named = String.join(", ", tickers.stream().limit(MOST_NAMED).toList());
        return tickers.size() > MOST_NAMED ? named + ", …" : named;
    }
}
