package io.quantmini.qlib.internal;

import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import io.quantmini.qlib.QlibName;
import io.quantmini.stage.QlibRequest;
import io.quantmini.stage.TradingHours;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The entries of a Qlib calendar, numbered from 0: one a session, or one a minute of each session. Immutable. */
public final class CalendarAxis {
    private static final DateTimeFormatter MINUTE_LABEL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final long MICROS_A_MINUTE = TimeUnit.MINUTES.toMicros(1);

    private final boolean minutes;
    /** Epoch days of the sessions, ascending. */
    private final long[] days;
    /** Epoch minute of each session's first entry; unused for days. */
    private final long[] firstMinutes;
    /** Number of each session's first entry; one more than there are sessions, so that the last is the size. */
    private final int[] firstEntries;

    private CalendarAxis(boolean minutes, long[] days, long[] firstMinutes, int[] firstEntries) {
        this.minutes = minutes;
        this.days = days;
        this.firstMinutes = firstMinutes;
        this.firstEntries = firstEntries;
    }

    /** The calendar that a request asks for. */
    public static CalendarAxis of(QlibRequest request) {
        if (request.dataset().isMinute()) {
            return minutes(request.calendar(), request.sessions(), request.hours());
        }
        return days(request.calendar(), request.sessions());
    }

    /** One entry a session. */
    public static CalendarAxis days(TradingCalendar calendar, SessionRange range) {
        long[] days = epochDays(calendar, range);
        int[] firstEntries = new int[days.length + 1];
        Arrays.setAll(firstEntries, session -> session);
        return new CalendarAxis(false, days, new long[0], firstEntries);
    }

    /** One entry a minute, New York wall time. */
    public static CalendarAxis minutes(TradingCalendar calendar, SessionRange range, TradingHours hours) {
        long[] days = epochDays(calendar, range);
        long[] firstMinutes = new long[days.length];
        int[] firstEntries = new int[days.length + 1];
        for (int session = 0; session < days.length; session++) {
            LocalDate date = LocalDate.ofEpochDay(days[session]);
            boolean regular = hours == TradingHours.REGULAR;
            long start = regular ? calendar.openNanos(date) : TradingCalendar.sessionStartNanos(date);
            long end = regular ? calendar.closeNanos(date) : TradingCalendar.sessionEndNanos(date);
            firstMinutes[session] = TimeUnit.NANOSECONDS.toMinutes(start);
            int length = Math.toIntExact(TimeUnit.NANOSECONDS.toMinutes(end - start));
            firstEntries[session + 1] = firstEntries[session] + length;
        }
        return new CalendarAxis(true, days, firstMinutes, firstEntries);
    }

    /** Number of entries. */
    public int size() {
        return firstEntries[days.length];
    }

    /** Qlib's name of the frequency, in file names. */
    public String frequency() {
        return minutes ? "1min" : "day";
    }

    /**
     * The entry of a bar, or -1 when the calendar has none.
     *
     * @param day epoch day of the bar's session
     * @param startMicros epoch microseconds of the bar's start; of no meaning for days
     */
    public int entry(long day, long startMicros) {
        int session = Arrays.binarySearch(days, day);
        if (session < 0 || !minutes) {
            return Math.max(session, -1);
        }
        long offset = Math.floorDiv(startMicros, MICROS_A_MINUTE) - firstMinutes[session];
        int length = firstEntries[session + 1] - firstEntries[session];
        return offset < 0 || offset >= length ? -1 : firstEntries[session] + (int) offset;
    }

    /** The number of the session that an entry lies in. */
    public int session(int entry) {
        int at = Arrays.binarySearch(firstEntries, entry);
        return at >= 0 ? at : -at - 2;
    }

    /** Whether a change runs from one bar to the next: over neighbouring sessions, or within one session of minutes. */
    boolean follows(int previous, int entry) {
        return minutes ? session(previous) == session(entry) : previous == entry - 1;
    }

    /** The entry as Qlib's text files spell it. */
    public String label(int entry) {
        int session = session(entry);
        LocalDate date = LocalDate.ofEpochDay(days[session]);
        if (!minutes) {
            return date.toString();
        }
        Instant first = Instant.ofEpochSecond(TimeUnit.MINUTES.toSeconds(firstMinutes[session]));
        // The clock changes on Sundays at 2, when no session runs, so minutes of a session are minutes of the wall
        // clock.
        return LocalDateTime.ofInstant(first, TradingCalendar.ZONE)
                .plusMinutes(entry - firstEntries[session])
                .format(MINUTE_LABEL);
    }

    /** The first entry of the first session on a date or after it; {@link #size} when there is none. */
    int firstFrom(LocalDate date) {
        int at = Arrays.binarySearch(days, date.toEpochDay());
        return firstEntries[at < 0 ? -at - 1 : at];
    }

    /** The calendar's file in a Qlib directory. */
    String path() {
        return "calendars/" + frequency() + ".txt";
    }

    /** The calendar's lines from an entry on. */
    ByteBuffer text(int from) {
        StringBuilder lines = new StringBuilder();
        for (int entry = from; entry < size(); entry++) {
            lines.append(label(entry)).append('\n');
        }
        return StandardCharsets.UTF_8.encode(lines.toString());
    }

    /** The file of an instrument's field in a Qlib directory. */
    String file(QlibName name, String field) {
        return "features/" + name.directory() + "/" + field + "." + frequency() + ".bin";
    }

    /** A line of a list of instruments. */
    String line(String instrument, int start, int end) {
        return instrument + "\t" + label(start) + "\t" + label(end) + "\n";
    }

    /** The entry that a text file of Qlib spells so, or -1 when there is none. */
    int entry(String label) {
        try {
            if (!minutes) {
                return entry(LocalDate.parse(label).toEpochDay(), 0);
            }
            long minute = TimeUnit.SECONDS.toMinutes(LocalDateTime.parse(label, MINUTE_LABEL)
                    .atZone(TradingCalendar.ZONE)
                    .toEpochSecond());
            int at = Arrays.binarySearch(firstMinutes, minute);
            int session = at >= 0 ? at : -at - 2;
            return session < 0 ? -1 : entry(days[session], TimeUnit.MINUTES.toMicros(1) * minute);
        } catch (DateTimeException notATime) {
            return -1;
        }
    }

    /** How many sessions there are. */
    int sessions() {
        return days.length;
    }

    /** The date of a session, by its number. */
    LocalDate date(int session) {
        return LocalDate.ofEpochDay(days[session]);
    }

    /** The first entry of a session, by its number; {@link #size} for the number of sessions. */
    int first(int session) {
        return firstEntries[session];
    }

    /** What the calendar says of a session: equal outlines, equal entries. */
    String outline(int session) {
        return days[session] + " " + label(firstEntries[session]) + " " + firstEntries[session] + " "
                + firstEntries[session + 1];
    }

    private static long[] epochDays(TradingCalendar calendar, SessionRange range) {
        List<LocalDate> sessions = calendar.sessions(range);
        return sessions.stream().mapToLong(LocalDate::toEpochDay).toArray();
    }
}
