package io.quantmini.market;

import static java.time.temporal.TemporalAdjusters.dayOfWeekInMonth;
import static java.time.temporal.TemporalAdjusters.lastInMonth;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.HashSet;
import java.util.Set;

/**
 * The holidays and early closes of the New York Stock Exchange since 2003 (NYSE Rule 7.2 and the exchange's published
 * one-off closures). Early closes are at 13:00 New York.
 */
final class NyseRules {
    private static final int JUNETEENTH_SINCE = 2022;

    private static final Set<LocalDate> CLOSURES = Set.of(
            LocalDate.of(2004, 6, 11), // mourning for President Reagan
            LocalDate.of(2007, 1, 2), // mourning for President Ford
            LocalDate.of(2012, 10, 29), // hurricane Sandy
            LocalDate.of(2012, 10, 30),
            LocalDate.of(2018, 12, 5), // mourning for President G. H. W. Bush
            LocalDate.of(2025, 1, 9)); // mourning for President Carter

    private static final Set<LocalDate> EARLY_CLOSES = Set.of(LocalDate.of(2003, 12, 26));

    private NyseRules() {}

    /** Weekdays of the year without a session. */
    static Set<LocalDate> closures(int year) {
        Set<LocalDate> closed = new HashSet<>();
        LocalDate newYear = LocalDate.of(year, Month.JANUARY, 1);
        // A New Year on a Saturday is not moved to the Friday: that is the last session of the year before.
        closed.add(newYear.getDayOfWeek() == DayOfWeek.SUNDAY ? newYear.plusDays(1) : newYear);
        closed.add(nth(year, Month.JANUARY, 3));
        closed.add(nth(year, Month.FEBRUARY, 3));
        closed.add(easter(year).minusDays(2));
        closed.add(LocalDate.of(year, Month.MAY, 1).with(lastInMonth(DayOfWeek.MONDAY)));
        if (year >= JUNETEENTH_SINCE) {
            closed.add(observed(LocalDate.of(year, Month.JUNE, 19)));
        }
        closed.add(observed(LocalDate.of(year, Month.JULY, 4)));
        closed.add(nth(year, Month.SEPTEMBER, 1));
        closed.add(thanksgiving(year));
        closed.add(observed(LocalDate.of(year, Month.DECEMBER, 25)));
        for (LocalDate date : CLOSURES) {
            if (date.getYear() == year) {
                closed.add(date);
            }
        }
        return closed;
    }

    /** Days of the year that close at 13:00 where they are sessions. */
    static Set<LocalDate> earlyCloses(int year) {
        Set<LocalDate> early = new HashSet<>();
        // Where the eve is a Friday the holiday itself is observed on it, so every eve that is a session is short.
        early.add(LocalDate.of(year, Month.JULY, 3));
        early.add(LocalDate.of(year, Month.DECEMBER, 24));
        early.add(thanksgiving(year).plusDays(1));
        for (LocalDate date : EARLY_CLOSES) {
            if (date.getYear() == year) {
                early.add(date);
            }
        }
        return early;
    }

    /** Easter Sunday by the Gregorian computus (Meeus, Astronomical Algorithms, chapter 8). */
    static LocalDate easter(int year) {
        int golden = year % 19;
        int century = year / 100;
        int ofCentury = year % 100;
        int moonShift = (century - (century + 8) / 25 + 1) / 3;
        int epact = (19 * golden + century - century / 4 - moonShift + 15) % 30;
        int weekday = (32 + 2 * (century % 4) + 2 * (ofCentury / 4) - epact - ofCentury % 4) % 7;
        int late = (golden + 11 * epact + 22 * weekday) / 451;
        int days = epact + weekday - 7 * late + 114;
        return LocalDate.of(year, days / 31, days % 31 + 1);
    }

    private static LocalDate thanksgiving(int year) {
        return LocalDate.of(year, Month.NOVEMBER, 1).with(dayOfWeekInMonth(4, DayOfWeek.THURSDAY));
    }

    private static LocalDate nth(int year, Month month, int ordinal) {
        return LocalDate.of(year, month, 1).with(dayOfWeekInMonth(ordinal, DayOfWeek.MONDAY));
    }

    private static LocalDate observed(LocalDate holiday) {
        return switch (holiday.getDayOfWeek()) {
            case SATURDAY -> holiday.minusDays(1);
            case SUNDAY -> holiday.plusDays(1);
            default -> holiday;
        };
    }
}
