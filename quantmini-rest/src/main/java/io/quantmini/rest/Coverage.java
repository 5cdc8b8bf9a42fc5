package io.quantmini.rest;

import io.quantmini.market.SessionRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Dates that answers speak about. Belongs to one thread. */
final class Coverage {
    /** Stretches of dates by their first, to their last; between two of them is at least a day. */
    private final TreeMap<LocalDate, LocalDate> stretches = new TreeMap<>();

    /** Rows with the range they were asked for. */
    record Answer<T>(SessionRange range, List<T> rows) {}

    static Coverage of(Collection<SessionRange> ranges) {
        Coverage coverage = new Coverage();
        ranges.forEach(coverage::add);
        return coverage;
    }

    void add(SessionRange range) {
        LocalDate first = range.from();
        LocalDate last = range.to();
        // The last stretch that begins before the range, or on the day behind it: as long as it touches, it joins.
        for (Map.Entry<LocalDate, LocalDate> near = stretches.floorEntry(last.plusDays(1));
                near != null && !near.getValue().isBefore(first.minusDays(1));
                near = stretches.floorEntry(last.plusDays(1))) {
            stretches.remove(near.getKey());
            first = near.getKey().isBefore(first) ? near.getKey() : first;
            last = near.getValue().isAfter(last) ? near.getValue() : last;
        }
        stretches.put(first, last);
    }

    boolean contains(LocalDate date) {
        Map.Entry<LocalDate, LocalDate> near = stretches.floorEntry(date);
        return near != null && !near.getValue().isBefore(date);
    }

    /** The first date of the range that is not covered. */
    Optional<LocalDate> firstGap(SessionRange wanted) {
        Map.Entry<LocalDate, LocalDate> near = stretches.floorEntry(wanted.from());
        LocalDate gap = near == null || near.getValue().isBefore(wanted.from())
                ? wanted.from()
                : near.getValue().plusDays(1);
        return gap.isAfter(wanted.to()) ? Optional.empty() : Optional.of(gap);
    }

    /**
     * Rows by date: of each date those of the newest answer that was asked for it, and where none was, those from before.
     * Rows outside their answer's range are nobody's.
     *
     * @param answers the oldest first
     */
    static <T> List<T> merge(List<T> before, List<Answer<T>> answers, Function<T, LocalDate> date) {
        Coverage newer = new Coverage();
        List<T> merged = new ArrayList<>();
        for (int i = answers.size() - 1; i >= 0; i--) {
            SessionRange range = answers.get(i).range();
            for (T row : answers.get(i).rows()) {
                if (range.contains(date.apply(row)) && !newer.contains(date.apply(row))) {
                    merged.add(row);
                }
            }
            newer.add(range);
        }
        for (T row : before) {
            if (!newer.contains(date.apply(row))) {
                merged.add(row);
            }
        }
        return merged;
    }
}
