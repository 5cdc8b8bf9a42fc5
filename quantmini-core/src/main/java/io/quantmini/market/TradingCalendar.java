package io.quantmini.market;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sessions of the New York Stock Exchange with their hours, by rule from {@link #FIRST_DATE} to {@link #LAST_DATE}.
 * A date outside that span is no session. Times of day are New York wall time.
 *
 * <p>Sessions are numbered from 0 in date order, so that windows can count them; numbers of one calendar mean nothing to
 * a calendar with other overrides. Immutable and safe for use by many threads; every answer but the lists is O(1).
 */
public final class TradingCalendar {
    /** The exchange's time zone. */
    public static final ZoneId ZONE = ZoneId.of("America/New_York");
    /** Start of regular hours. */
    public static final LocalTime OPEN = LocalTime.of(9, 30);
    /** End of regular hours on a full day. */
    public static final LocalTime CLOSE = LocalTime.of(16, 0);
    /** Where the calendar starts. */
    public static final LocalDate FIRST_DATE = LocalDate.of(2003, 1, 1);
    /** Where the calendar ends: the last year that an option ticker can name. */
    public static final LocalDate LAST_DATE = LocalDate.of(2099, 12, 31);

    private static final LocalTime EARLY_CLOSE = LocalTime.of(13, 0);
    private static final LocalTime DAY_BOUNDARY = LocalTime.of(20, 0);
    private static final long FIRST_DAY = FIRST_DATE.toEpochDay();
    private static final TradingCalendar NYSE = new TradingCalendar(nyseCloses());

    /** Minute of the day of the close by days since {@link #FIRST_DATE}; 0 where there is no session. */
    private final short[] closeMinutes;
    /** Count of sessions before the day, by days since {@link #FIRST_DATE}; one entry more than there are days. */
    private final int[] before;
    /** Days since {@link #FIRST_DATE}, by session number. */
    private final int[] days;

    private TradingCalendar(short[] closeMinutes) {
        this.closeMinutes = closeMinutes;
        this.before = new int[closeMinutes.length + 1];
        int[] found = new int[closeMinutes.length];
        int sessions = 0;
        for (int day = 0; day < closeMinutes.length; day++) {
            before[day] = sessions;
            if (closeMinutes[day] != 0) {
                found[sessions++] = day;
            }
        }
        before[closeMinutes.length] = sessions;
        this.days = Arrays.copyOf(found, sessions);
    }

    /** The calendar by rule alone. */
    public static TradingCalendar nyse() {
        return NYSE;
    }

    /**
     * This calendar with the overrides of a YAML file: {@code closures} and {@code sessions} are lists of dates,
     * {@code early_closes} maps dates to closing times.
     *
     * @throws CalendarFileException naming the file and line: unreadable, not YAML, an unknown key, a value of the wrong
     *     kind, or an override that contradicts the others
     */
    public TradingCalendar withOverrides(Path calendarYaml) {
        return CalendarFile.apply(this, calendarYaml);
    }

    /**
     * This calendar with overrides: closures first, then added sessions (full days), then early closes.
     *
     * @throws CalendarException if a date lies outside the calendar's span or an early close falls on no session
     */
    public TradingCalendar withOverrides(CalendarOverrides overrides) {
        short[] closes = closeMinutes.clone();
        for (LocalDate date : overrides.closures()) {
            closes[require(date)] = 0;
        }
        for (LocalDate date : overrides.sessions()) {
            int day = require(date);
            if (closes[day] == 0) {
                closes[day] = minuteOfDay(CLOSE);
            }
        }
        for (Map.Entry<LocalDate, LocalTime> early : overrides.earlyCloses().entrySet()) {
            int day = require(early.getKey());
            if (closes[day] == 0) {
                throw new CalendarException(
                        early.getKey(), "cannot close early: expected a session, got a closed day; add it to sessions");
            }
            closes[day] = minuteOfDay(early.getValue());
        }
        return new TradingCalendar(closes);
    }

    public boolean isSession(LocalDate date) {
        return covers(date) && closeMinutes[day(date)] != 0;
    }

    /** Start of regular hours of a session; a date that is no session is a {@link CalendarException}. */
    public LocalTime open(LocalDate session) {
        requireSession(session);
        return OPEN;
    }

    /** End of regular hours of a session; a date that is no session is a {@link CalendarException}. */
    public LocalTime close(LocalDate session) {
        return LocalTime.MIN.plusMinutes(closeMinutes[requireSession(session)]);
    }

    /** Whether the session closes before 16:00; false for a date that is no session. */
    public boolean isHalfDay(LocalDate date) {
        return isSession(date) && closeMinutes[day(date)] < minuteOfDay(CLOSE);
    }

    /** Minutes of regular hours: 390, on half days 210; a date that is no session is a {@link CalendarException}. */
    public int regularMinutes(LocalDate session) {
        return closeMinutes[requireSession(session)] - minuteOfDay(OPEN);
    }

    /** The first session after the date; past the calendar's end a {@link CalendarException}. */
    public LocalDate next(LocalDate date) {
        int index = countBefore(date.isBefore(LAST_DATE) ? date.plusDays(1) : LAST_DATE.plusDays(1));
        if (index == days.length) {
            throw new CalendarException(date, "cannot find the next session: the calendar ends at " + LAST_DATE);
        }
        return sessionAt(index);
    }

    /** The last session before the date; past the calendar's start a {@link CalendarException}. */
    public LocalDate previous(LocalDate date) {
        int index = countBefore(date) - 1;
        if (index < 0) {
            throw new CalendarException(date, "cannot find the previous session: the calendar starts at " + FIRST_DATE);
        }
        return sessionAt(index);
    }

    /** The sessions of a range, in order; unmodifiable. */
    public List<LocalDate> sessions(SessionRange range) {
        int from = countBefore(range.from());
        int to = countThrough(range.to());
        List<LocalDate> sessions = new ArrayList<>(to - from);
        for (int index = from; index < to; index++) {
            sessions.add(sessionAt(index));
        }
        return Collections.unmodifiableList(sessions);
    }

    /** The sessions of a month, in order; unmodifiable. */
    public List<LocalDate> monthSessions(YearMonth month) {
        return sessions(new SessionRange(month.atDay(1), month.atEndOfMonth()));
    }

    /** How many sessions a range has. */
    public int sessionsBetween(SessionRange range) {
        return countThrough(range.to()) - countBefore(range.from());
    }

    /** The session's number, or -1 for a date that is no session. */
    public int indexOf(LocalDate date) {
        return isSession(date) ? before[day(date)] : -1;
    }

    /** The session of that number, 0 being the first of the calendar. */
    public LocalDate sessionAt(int index) {
        return LocalDate.ofEpochDay(FIRST_DAY + days[index]);
    }

    /** How many sessions lie before the date: the number that it has, or would have, as a session. */
    public int countBefore(LocalDate date) {
        if (date.isBefore(FIRST_DATE)) {
            return 0;
        }
        return date.isAfter(LAST_DATE) ? days.length : before[day(date)];
    }

    /**
     * The first nanosecond, since the epoch, at which a bar of the date may start: 20:00 of the calendar day before. The
     * date need not be a session.
     */
    public static long sessionStartNanos(LocalDate date) {
        return nanos(date.minusDays(1), DAY_BOUNDARY);
    }

    /** The nanosecond, since the epoch, before which a bar of the date must start: 20:00 of the date. */
    public static long sessionEndNanos(LocalDate date) {
        return nanos(date, DAY_BOUNDARY);
    }

    /** Nanoseconds since the epoch of the start of regular hours. */
    public long openNanos(LocalDate session) {
        return nanos(session, open(session));
    }

    /** Nanoseconds since the epoch of the end of regular hours, itself outside of them. */
    public long closeNanos(LocalDate session) {
        return nanos(session, close(session));
    }

    private int countThrough(LocalDate date) {
        return countBefore(date.isAfter(LAST_DATE) ? date : date.plusDays(1));
    }

    private int requireSession(LocalDate date) {
        if (!isSession(date)) {
            throw new CalendarException(date, "cannot tell the hours: expected a session, got a day without one");
        }
        return day(date);
    }

    private static int require(LocalDate date) {
        if (!covers(date)) {
            throw new CalendarException(
                    date, "cannot override: expected a date from " + FIRST_DATE + " to " + LAST_DATE);
        }
        return day(date);
    }

    private static boolean covers(LocalDate date) {
        return !date.isBefore(FIRST_DATE) && !date.isAfter(LAST_DATE);
    }

    private static int day(LocalDate date) {
        return Math.toIntExact(date.toEpochDay() - FIRST_DAY);
    }

    private static short minuteOfDay(LocalTime time) {
        return (short) (time.toSecondOfDay() / 60);
    }

    private static long nanos(LocalDate date, LocalTime time) {
        long seconds = ZonedDateTime.of(date, time, ZONE).toEpochSecond();
        try {
            return Math.multiplyExact(seconds, 1_000_000_000L);
        } catch (ArithmeticException e) {
            throw new CalendarException(date, "cannot count nanoseconds: expected a date from 1678 to 2261");
        }
    }

    private static short[] nyseCloses() {
        short[] closes = new short[day(LAST_DATE) + 1];
        for (int year = FIRST_DATE.getYear(); year <= LAST_DATE.getYear(); year++) {
            Set<LocalDate> closed = NyseRules.closures(year);
            Set<LocalDate> early = NyseRules.earlyCloses(year);
            LocalDate end = LocalDate.of(year + 1, 1, 1);
            for (LocalDate date = LocalDate.of(year, 1, 1); date.isBefore(end); date = date.plusDays(1)) {
                boolean weekend = date.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
                if (!weekend && !closed.contains(date)) {
                    closes[day(date)] = minuteOfDay(early.contains(date) ? EARLY_CLOSE : CLOSE);
                }
            }
        }
        return closes;
    }
}
