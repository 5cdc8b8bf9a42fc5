package io.quantmini.qlib.internal.check;

import io.quantmini.market.TradingCalendar;
import io.quantmini.stage.QlibRequest;
import io.quantmini.stage.TradingHours;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The calendar that a directory should have: one entry a session, or one a minute of each session's hours, each looked up by
 * a number (epoch day or epoch minute) or by its text. Immutable.
 */
final class Timeline {
    private static final LocalTime SESSION_EDGE = LocalTime.of(20, 0);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final long NO_KEY = Long.MIN_VALUE;
    private static final long MICROS_A_MINUTE = TimeUnit.MINUTES.toMicros(1);

    private final boolean minutes;
    private final long[] keys;
    private final int[] sessions;

    private Timeline(boolean minutes, long[] keys, int[] sessions) {
        this.minutes = minutes;
        this.keys = keys;
        this.sessions = sessions;
    }

    /** The calendar of a request. */
    static Timeline of(QlibRequest request) {
        List<LocalDate> dates = request.calendar().sessions(request.sessions());
        if (!request.dataset().isMinute()) {
            int[] numbers = new int[dates.size()];
            Arrays.setAll(numbers, day -> day);
            return new Timeline(
                    false, dates.stream().mapToLong(LocalDate::toEpochDay).toArray(), numbers);
        }
        long[] keys = new long[1 << 10];
        int[] numbers = new int[keys.length];
        int size = 0;
        for (int session = 0; session < dates.size(); session++) {
            long end = minute(end(request, dates.get(session)));
            for (long minute = minute(start(request, dates.get(session))); minute < end; minute++) {
                if (size == keys.length) {
                    keys = Arrays.copyOf(keys, 2 * size);
                    numbers = Arrays.copyOf(numbers, 2 * size);
                }
                keys[size] = minute;
                numbers[size++] = session;
            }
        }
        return new Timeline(true, Arrays.copyOf(keys, size), Arrays.copyOf(numbers, size));
    }

    int size() {
        return keys.length;
    }

    /** Qlib's name of the frequency, in file names. */
    String frequency() {
        return minutes ? "1min" : "day";
    }

    /** The session of an entry, counted from 0. */
    int session(int entry) {
        return sessions[entry];
    }

    /** Whether a change may run from one entry to a later one with no bar between: next day, or same session. */
    boolean follows(int entry, int later) {
        return minutes ? sessions[entry] == sessions[later] : later - entry == 1;
    }

    /** The entry of a row, or a negative number. */
    int entry(int epochDay, long startMicros) {
        return Arrays.binarySearch(keys, minutes ? Math.floorDiv(startMicros, MICROS_A_MINUTE) : epochDay);
    }

    /** The entry of a text, which must be spelled as {@link #label} does; negative for none. */
    int entry(String text) {
        long key = key(text);
        return key == NO_KEY ? -1 : Arrays.binarySearch(keys, key);
    }

    /** Whether a text is a time of this calendar's form, be it in the calendar or not. */
    boolean isTime(String text) {
        return key(text) != NO_KEY;
    }

    /** The text of an entry. */
    String label(int entry) {
        if (!minutes) {
            return LocalDate.ofEpochDay(keys[entry]).format(DAY);
        }
        Instant start = Instant.ofEpochSecond(TimeUnit.MINUTES.toSeconds(keys[entry]));
        return LocalDateTime.ofInstant(start, TradingCalendar.ZONE).format(MINUTE);
    }

    private long key(String text) {
        try {
            long key = minutes
                    ? minute(LocalDateTime.parse(text, MINUTE).atZone(TradingCalendar.ZONE))
                    : LocalDate.parse(text, DAY).toEpochDay();
            // Signs of years and seconds past the minute are times to Java, but no spelling of an entry.
            String plain = minutes
                    ? LocalDateTime.ofInstant(
                                    Instant.ofEpochSecond(TimeUnit.MINUTES.toSeconds(key)), TradingCalendar.ZONE)
                            .format(MINUTE)
                    : LocalDate.ofEpochDay(key).format(DAY);
            return plain.equals(text) ? key : NO_KEY;
        } catch (DateTimeException notATime) {
            return NO_KEY;
        }
    }

    private static ZonedDateTime start(QlibRequest request, LocalDate date) {
        return request.hours() == TradingHours.REGULAR
                ? date.atTime(request.calendar().open(date)).atZone(TradingCalendar.ZONE)
                : date.minusDays(1).atTime(SESSION_EDGE).atZone(TradingCalendar.ZONE);
    }

    private static ZonedDateTime end(QlibRequest request, LocalDate date) {
        LocalTime time =
                request.hours() == TradingHours.REGULAR ? request.calendar().close(date) : SESSION_EDGE;
        return date.atTime(time).atZone(TradingCalendar.ZONE);
    }

    private static long minute(ZonedDateTime time) {
        return TimeUnit.SECONDS.toMinutes(time.toEpochSecond());
    }
}
