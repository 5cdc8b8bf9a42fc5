package io.quantmini.query.internal;

import io.quantmini.market.TradingCalendar;
import io.quantmini.stage.BarInterval;
import io.quantmini.stage.BarQuery;
import io.quantmini.stage.TradingHours;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/**
 * Where in its session, and in which bar of the answer, a stored bar lies. Moves from bar to bar; sessions are looked up
 * when they change.
 */
final class BarClock {
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;

    private final TradingCalendar calendar;
    private final BarInterval interval;
    private final boolean regular;

    private LocalDate session = LocalDate.EPOCH;
    /** The session's time, from its start to before its end, epoch microseconds. */
    private long start = Long.MAX_VALUE;

    private long end = Long.MIN_VALUE;
    /** What is kept of it. */
    private long opens;

    private long closes;
    private long week;
    private long bucket;

    BarClock(BarQuery query, TradingCalendar calendar) {
        this.calendar = calendar;
        this.interval = query.interval();
        this.regular = query.hours() == TradingHours.REGULAR && query.dataset().isMinute();
    }

    /** Whether bars may be left out. */
    boolean isSelective() {
        return regular;
    }

    /** Moves to a stored bar; false when it is outside of the hours that are kept. */
    boolean moveTo(long micros) {
        if (micros < start || micros >= end) {
            enter(micros);
        }
        if (regular && (micros < opens || micros >= closes)) {
            return false;
        }
        bucket = switch (interval) {
            case ONE_MINUTE, ONE_DAY -> micros;
            case ONE_WEEK -> week;
            // New York is whole hours from UTC, so its full hours are those of the epoch.
            default -> micros - Math.floorMod(micros - (regular ? opens : 0), interval.minutes() * MICROS_PER_MINUTE);
        };
        return true;
    }

    /** The session of the bar. */
    LocalDate session() {
        return session;
    }

    /** Start of the bar of the answer, epoch microseconds. */
    long bucket() {
        return bucket;
    }

    private void enter(long micros) {
        Instant instant = Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND), Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO);
        session = LocalDate.ofInstant(instant, TradingCalendar.ZONE);
        if (micros >= TradingCalendar.sessionEndNanos(session) / NANOS_PER_MICRO) {
            session = session.plusDays(1);
        }
        start = TradingCalendar.sessionStartNanos(session) / NANOS_PER_MICRO;
        end = TradingCalendar.sessionEndNanos(session) / NANOS_PER_MICRO;
        boolean isSession = regular && calendar.isSession(session);
        opens = isSession ? calendar.openNanos(session) / NANOS_PER_MICRO : Long.MAX_VALUE;
        closes = isSession ? calendar.closeNanos(session) / NANOS_PER_MICRO : Long.MIN_VALUE;
        week = session.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                        .atStartOfDay(TradingCalendar.ZONE)
                        .toEpochSecond()
                * MICROS_PER_SECOND;
    }
}
