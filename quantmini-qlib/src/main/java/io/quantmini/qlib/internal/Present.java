package io.quantmini.qlib.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a directory that shall be extended holds, as its text files say: nothing of it is read from the values.
 *
 * @param manifest of the directory
 * @param entries of its calendar
 * @param calendar its file
 * @param spans by instrument, in the order of time
 * @param aliases lines of the file, without the header
 */
record Present(
        Manifest manifest,
        int entries,
        ByteBuffer calendar,
        SortedMap<String, List<BarSpan>> spans,
        SortedSet<String> aliases) {
    private static final int LINE_CELLS = 3;

    /**
     * Reads a directory whose sessions the axis begins with.
     *
     * @throws NotAnExtension when a file is not the one that was written
     */
    static Present read(Path directory, Manifest manifest, CalendarAxis axis) throws IOException {
        Map<String, Manifest.Entry> listed = new HashMap<>();
        manifest.files().forEach(file -> listed.put(file.path(), file));
        SortedMap<String, List<BarSpan>> spans = new TreeMap<>();
        for (String line : lines(directory, listed.get(Manifest.INSTRUMENTS))) {
            String[] cells = line.split("\t", -1);
            int start = cells.length == LINE_CELLS ? axis.entry(cells[1]) : -1;
            int end = cells.length == LINE_CELLS ? axis.entry(cells[2]) : -1;
            if (start < 0 || end < start) {
                throw new NotAnExtension("a list of instruments outside the calendar");
            }
            spans.computeIfAbsent(cells[0], instrument -> new ArrayList<>()).add(new BarSpan(start, end));
        }
        TreeSet<String> aliases = new TreeSet<>();
        lines(directory, listed.get(Alias.FILE)).stream()
                .skip(1)
                .map(line -> line + "\n")
                .forEach(aliases::add);
        return new Present(
                manifest,
                axis.first(manifest.stamp().sessions()),
                content(directory, listed.get(axis.path())),
                spans,
                aliases);
    }

    /** The date of each instrument's first bar. */
    Map<String, LocalDate> firstDates(CalendarAxis axis) {
        Map<String, LocalDate> dates = new HashMap<>();
        spans.forEach((instrument, some) ->
                dates.put(instrument, axis.date(axis.session(some.get(0).start()))));
        return dates;
    }

    private static List<String> lines(Path directory, Manifest.@Nullable Entry file) throws IOException {
        return StandardCharsets.UTF_8
                .decode(content(directory, file))
                .toString()
                .lines()
                .toList();
    }

    private static ByteBuffer content(Path directory, Manifest.@Nullable Entry file) throws IOException {
        if (file == null) {
            throw new NotAnExtension("a manifest without all text files");
        }
        ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(directory.resolve(file.path())));
        if (Manifest.crc32c(content) != file.crc32c()) {
            throw new NotAnExtension("another file than was written");
        }
        return content;
    }
}
