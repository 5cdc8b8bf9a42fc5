package io.quantmini.rest;

import io.quantmini.market.TradingCalendar;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds the holidays that the vendor lists of the NYSE against the calendar. Nothing is changed: the calendar goes by its
 * rules and {@code config/calendar.yaml}, and a vendor's slip must not take a session out of a lake.
 */
final class HolidayCheck {
    private static final String EXCHANGE = "NYSE";

    private final TradingCalendar calendar;
    private final Findings findings;

    HolidayCheck(TradingCalendar calendar, Findings findings) {
        this.calendar = calendar;
        this.findings = findings;
    }

    /** What the vendor says of a day. */
    private record Day(String status, @Nullable Instant close) {}

    /** Of the rows of {@link VendorTable#HOLIDAYS}. */
    void check(List<VendorTable.Row> rows) {
        SortedMap<LocalDate, Day> listed = new TreeMap<>();
        for (VendorTable.Row row : rows) {
            List<@Nullable Object> values = row.values();
            if (EXCHANGE.equals(values.get(1)) && values.get(0) instanceof LocalDate date) {
                listed.put(
                        date, new Day(String.valueOf(values.get(2)), values.get(5) instanceof Instant at ? at : null));
            }
        }
        listed.forEach(this::check);
        if (!listed.isEmpty()) {
            LocalDate last = listed.lastKey();
            for (LocalDate date = listed.firstKey(); date.isBefore(last); date = date.plusDays(1)) {
                boolean weekend = date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
                if (!weekend && !calendar.isSession(date) && !listed.containsKey(date)) {
                    say(date, "is no holiday", "no session", "name it under sessions");
                }
            }
        }
    }

    private void check(LocalDate date, Day day) {
        boolean session = calendar.isSession(date);
        if (day.status().equals("closed")) {
            if (session) {
                say(date, "is closed", "a session", "name it under closures");
            }
        } else if (day.status().equals("early-close") && day.close() != null) {
            LocalTime close = day.close().atZone(TradingCalendar.ZONE).toLocalTime();
            if (!session) {
                say(date, "closes at " + close, "no session", "name it under sessions and early_closes");
            } else if (!calendar.close(date).equals(close)) {
                say(date, "closes at " + close, "a close at " + calendar.close(date), "name it under early_closes");
            }
        }
    }

    private void say(LocalDate date, String vendor, String ours, String advice) {
        findings.add("[calendar] " + date + " " + vendor + " by the vendor's list, the calendar has " + ours
                + "; if the vendor is right, " + advice + " in config/calendar.yaml");
    }
}
