package io.quantmini.admission;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * When the bars of a session may start: from 20:00 New York of the calendar day before (overnight trading) up to, not
 * including, 20:00 of its date.
 *
 * @param fromNanos first start, epoch nanoseconds
 * @param toNanos first start after the session
 */
record SessionWindow(long fromNanos, long toNanos) {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final LocalTime TURN = LocalTime.of(20, 0);

    static SessionWindow of(LocalDate session) {
        return new SessionWindow(nanos(session.minusDays(1)), nanos(session));
    }

    private static long nanos(LocalDate date) {
        Instant turn = date.atTime(TURN).atZone(NEW_YORK).toInstant();
        return Math.multiplyExact(turn.getEpochSecond(), 1_000_000_000L);
    }

    boolean contains(long nanos) {
        return nanos >= fromNanos && nanos < toNanos;
    }
}
