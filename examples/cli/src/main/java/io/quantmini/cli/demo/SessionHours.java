package io.quantmini.cli.demo;

import io.quantmini.market.TradingCalendar;
import java.time.LocalDate;

/**
 * The hours of one session, in minutes of the New York day.
 *
 * @param index number of the session, counted from 0
 * @param date its date
 * @param midnightNanos its midnight, epoch nanoseconds
 * @param open start of regular hours
 * @param close end of regular hours
 */
record SessionHours(int index, LocalDate date, long midnightNanos, int open, int close) {
    private static final int FIRST = 4 * 60;
    private static final int AFTER_HOURS = 4 * 60;
    private static final long MINUTE_NANOS = 60_000_000_000L;

    static SessionHours of(int index, LocalDate date) {
        TradingCalendar calendar = TradingCalendar.nyse();
        // Clocks never change on a session, so every minute is as far from midnight as it reads.
        int open = calendar.open(date).toSecondOfDay() / 60;
        return new SessionHours(
                index,
                date,
                calendar.openNanos(date) - open * MINUTE_NANOS,
                open,
                open + calendar.regularMinutes(date));
    }

    int regularMinutes() {
        return close - open;
    }

    int premarketMinutes() {
        return open - FIRST;
    }

    int afterHoursMinutes() {
        return AFTER_HOURS;
    }

    /** Start of a minute of the day, epoch nanoseconds. */
    long nanos(int minuteOfDay) {
        return midnightNanos + minuteOfDay * MINUTE_NANOS;
    }

    boolean isRegular(long startNanos) {
        return startNanos >= nanos(open) && startNanos < nanos(close);
    }
}
