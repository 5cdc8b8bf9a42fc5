package io.quantmini.market;

import java.time.LocalDate;

/**
 * Calendar dates from {@code from} to {@code to}, both included. Which of them are sessions is the calendar's business.
 *
 * @param from first date
 * @param to last date, not before {@code from}
 */
public record SessionRange(LocalDate from, LocalDate to) {
    public SessionRange {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("[session range] expected from <= to, got " + from + " .. " + to);
        }
    }

    /** Both ends as ISO dates, {@code 2025-01-02}. */
    public static SessionRange of(String from, String to) {
        return new SessionRange(LocalDate.parse(from), LocalDate.parse(to));
    }

    /** The range of one date. */
    public static SessionRange of(LocalDate date) {
        return new SessionRange(date, date);
    }

    public boolean contains(LocalDate date) {
        return !date.isBefore(from) && !date.isAfter(to);
    }

    @Override
    public String toString() {
        return from.equals(to) ? from.toString() : from + " .. " + to;
    }
}
