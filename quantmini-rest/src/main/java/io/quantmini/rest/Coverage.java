package io.quantmini.rest;

import io.quantmini.market.SessionRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Dates that answers speak about. Belongs to one thread. */
final class Coverage {
    private final List<SessionRange> ranges = new ArrayList<>();

    /** Rows with the range they were asked for. */
    record Answer<T>(SessionRange range, List<T> rows) {}

    static Coverage of(Collection<SessionRange> ranges) {
        Coverage coverage = new Coverage();
        coverage.ranges.addAll(ranges);
        return coverage;
    }

    boolean contains(LocalDate date) {
        return ranges.stream().anyMatch(range -> range.contains(date));
    }

    /** The first date of the range that is not covered. */
    Optional<LocalDate> firstGap(SessionRange wanted) {
        LocalDate date = wanted.from();
        for (int i = 0; i < ranges.size(); i++) {
            if (ranges.get(i).contains(date)) {
                date = ranges.get(i).to().plusDays(1);
                i = -1;
            }
        }
        return date.isAfter(wanted.to()) ? Optional.empty() : Optional.of(date);
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
            newer.ranges.add(range);
        }
        for (T row : before) {
            if (!newer.contains(date.apply(row))) {
                merged.add(row);
            }
        }
        return merged;
    }
}
