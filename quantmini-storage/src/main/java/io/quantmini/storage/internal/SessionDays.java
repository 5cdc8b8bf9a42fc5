package io.quantmini.storage.internal;

import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The sessions that rows of one partition may carry, when their bars may start, and how many rows they have. */
final class SessionDays {
    private static final long NANOS_PER_MICRO = 1_000;

    private final int first;
    private final long[] fromMicros;
    private final long[] toMicros;
    private final long[] rows;
    private final boolean[] sessions;

    /** Those of a partition's dates that are sessions of the unit. */
    SessionDays(SessionRange partition, List<LocalDate> unit) {
        int days =
                Math.toIntExact(partition.to().toEpochDay() - partition.from().toEpochDay()) + 1;
        this.first = Math.toIntExact(partition.from().toEpochDay());
        this.fromMicros = new long[days];
        this.toMicros = new long[days];
        this.rows = new long[days];
        this.sessions = new boolean[days];
        for (LocalDate session : unit) {
            if (partition.contains(session)) {
                int day = index(Math.toIntExact(session.toEpochDay()));
                sessions[day] = true;
                fromMicros[day] = TradingCalendar.sessionStartNanos(session) / NANOS_PER_MICRO;
                toMicros[day] = TradingCalendar.sessionEndNanos(session) / NANOS_PER_MICRO;
            }
        }
    }

    /** Counts a row; false when its day is none of these. */
    boolean count(int epochDay) {
        int day = index(epochDay);
        if (day < 0 || day >= sessions.length || !sessions[day]) {
            return false;
        }
        rows[day]++;
        return true;
    }

    /** Whether a bar of that day, which was counted, may start then. */
    boolean holds(int epochDay, long micros) {
        int day = index(epochDay);
        return micros >= fromMicros[day] && micros < toMicros[day];
    }

    Map<LocalDate, Long> rows() {
        Map<LocalDate, Long> counts = new TreeMap<>();
        for (int day = 0; day < rows.length; day++) {
            if (rows[day] > 0) {
                counts.put(LocalDate.ofEpochDay(first + (long) day), rows[day]);
            }
        }
        return counts;
    }

    private int index(int epochDay) {
        return epochDay - first;
    }
}
