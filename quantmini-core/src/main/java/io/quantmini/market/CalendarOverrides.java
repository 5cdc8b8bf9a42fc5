package io.quantmini.market;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What {@code calendar.yaml} adds to the rules. All three are copied and sorted.
 *
 * @param closures dates without a session; naming a date that has none anyway changes nothing
 * @param earlyCloses sessions that close at another time, New York, after 09:30 and not after 16:00, in whole minutes
 * @param sessions dates with a session that the rules do not know; naming a known one changes nothing
 */
public record CalendarOverrides(
        SortedSet<LocalDate> closures, SortedMap<LocalDate, LocalTime> earlyCloses, SortedSet<LocalDate> sessions) {
    public CalendarOverrides {
        closures = Collections.unmodifiableSortedSet(new TreeSet<>(closures));
        earlyCloses = Collections.unmodifiableSortedMap(new TreeMap<>(earlyCloses));
        sessions = Collections.unmodifiableSortedSet(new TreeSet<>(sessions));
        for (LocalDate date : sessions) {
            if (closures.contains(date)) {
                throw new CalendarException(
                        date, "cannot be both a closure and a session; remove it from one of the two lists");
            }
        }
        for (Map.Entry<LocalDate, LocalTime> early : earlyCloses.entrySet()) {
            requireCloseTime(early.getKey(), early.getValue());
        }
    }

    /** Overrides from collections of any kind, in any order. */
    public static CalendarOverrides of(
            Collection<LocalDate> closures, Map<LocalDate, LocalTime> earlyCloses, Collection<LocalDate> sessions) {
        return new CalendarOverrides(new TreeSet<>(closures), new TreeMap<>(earlyCloses), new TreeSet<>(sessions));
    }

    private static void requireCloseTime(LocalDate date, LocalTime time) {
        boolean wholeMinute = time.getSecond() == 0 && time.getNano() == 0;
        if (!wholeMinute || !time.isAfter(TradingCalendar.OPEN) || time.isAfter(TradingCalendar.CLOSE)) {
            throw new CalendarException(
                    date,
                    "cannot close early at " + time + ": expected a whole minute after " + TradingCalendar.OPEN
                            + " and not after " + TradingCalendar.CLOSE);
        }
    }
}
