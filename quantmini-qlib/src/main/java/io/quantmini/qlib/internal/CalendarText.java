package io.quantmini.qlib.internal;

import io.quantmini.qlib.QlibFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The calendar of a Qlib directory as its file has it: times of the wall clock, ascending. Immutable. */
public final class CalendarText {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final String DAY = "day";
    private static final String ONE_MINUTE = "1min";
    private static final long SECONDS_A_DAY = 86_400;

    private final String frequency;
    /** Seconds of the wall clock since 1970. */
    private final long[] seconds;

    private CalendarText(String frequency, long[] seconds) {
        this.frequency = frequency;
        this.seconds = seconds;
    }

    /**
     * Reads the one calendar of a directory, from {@code newer} where it has one.
     *
     * @throws QlibFormatException when there is none or there are two, or a line is no time after the one before
     */
    public static CalendarText find(Path directory, Path newer) {
        Path calendars = directory.resolve("calendars");
        Path days = calendars.resolve(DAY + ".txt");
        Path minutes = calendars.resolve(ONE_MINUTE + ".txt");
        if (Files.exists(days) == Files.exists(minutes)) {
            String got = Files.exists(days) ? "both" : "neither";
            throw new QlibFormatException(
                    calendars,
                    0,
                    "cannot open: expected day.txt or 1min.txt, got " + got + "; check the directory",
                    null);
        }
        Path old = Files.exists(days) ? days : minutes;
        Path found = newer.resolve(directory.relativize(old));
        return read(Files.exists(found) ? found : old, Files.exists(days) ? DAY : ONE_MINUTE);
    }

    /** Qlib's name of the frequency, in file names. */
    public String frequency() {
        return frequency;
    }

    /** Number of entries. */
    public int size() {
        return seconds.length;
    }

    /** The time of an entry. */
    public LocalDateTime time(int entry) {
        return LocalDateTime.ofEpochSecond(seconds[entry], 0, ZoneOffset.UTC);
    }

    /** The first entry on a date or after it. */
    public int first(LocalDate date) {
        return firstAfter(date, 0);
    }

    /** The first entry after a date. */
    public int end(LocalDate date) {
        return firstAfter(date, 1);
    }

    /** How many entries there are up to one that is written so; all of them if it is no time. */
    int end(String text) {
        try {
            int at = Arrays.binarySearch(seconds, seconds(text, frequency));
            return at < 0 ? -at - 1 : at + 1;
        } catch (DateTimeException noTime) {
            return size();
        }
    }

    private int firstAfter(LocalDate date, int days) {
        int at = Arrays.binarySearch(seconds, (date.toEpochDay() + days) * SECONDS_A_DAY);
        return at < 0 ? -at - 1 : at;
    }

    private static CalendarText read(Path file, String frequency) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new QlibFormatException(file, 0, "cannot read the calendar", e);
        }
        long[] seconds = new long[lines.size()];
        long offset = 0;
        for (int at = 0; at < seconds.length; at++) {
            seconds[at] = seconds(file, offset, lines.get(at), frequency);
            if (at > 0 && seconds[at] <= seconds[at - 1]) {
                throw broken(file, offset, "a time after " + lines.get(at - 1), lines.get(at));
            }
            offset += lines.get(at).length() + 1L;
        }
        return new CalendarText(frequency, seconds);
    }

    private static long seconds(Path file, long offset, String line, String frequency) {
        try {
            return seconds(line, frequency);
        } catch (DateTimeException e) {
            throw broken(file, offset, "a time such as 2024-01-02" + (frequency.equals(DAY) ? "" : " 09:30:00"), line);
        }
    }

    private static long seconds(String text, String frequency) {
        LocalDateTime time =
                frequency.equals(DAY) ? LocalDate.parse(text).atStartOfDay() : LocalDateTime.parse(text, MINUTE);
        return time.toEpochSecond(ZoneOffset.UTC);
    }

    private static QlibFormatException broken(Path file, long offset, String expected, String got) {
        return new QlibFormatException(
                file,
                offset,
                "cannot read the calendar: expected " + expected + ", got \"" + got + "\"; update the directory",
                null);
    }
}
