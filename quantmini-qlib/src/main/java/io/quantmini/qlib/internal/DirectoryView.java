package io.quantmini.qlib.internal;

import io.quantmini.qlib.QlibFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calendar and instruments of a directory as they were at one moment, whatever an update does meanwhile: while an extension
 * is decided and not yet in place, the files beside the directory are the newer ones.
 *
 * @param calendar its calendar
 * @param ends by instrument, in the order of the list: how many entries the calendar has up to its last bar
 */
public record DirectoryView(CalendarText calendar, Map<String, Integer> ends) {
    private static final int MOST_TRIES = 1000;

    /** What tells one state of a directory from another. */
    private record State(boolean decided, String firstLine) {}

    /**
     * Reads a directory, ours or another's.
     *
     * @throws QlibFormatException when it has not exactly one calendar, or calendar or instruments cannot be read
     */
    public static DirectoryView read(Path directory) {
        State state = state(directory);
        for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
            State after;
            try {
                DirectoryView view = read(directory, state);
                after = state(directory);
                if (after.equals(state)) {
                    return view;
                }
            } catch (QlibFormatException broken) {
                after = state(directory);
                if (after.equals(state)) {
                    throw broken;
                }
            }
            state = after;
        }
        throw new QlibFormatException(
                directory, 0, "cannot open: expected a moment without an update, got none; open it again", null);
    }

    private static State state(Path directory) {
        Path decided = DirectoryAppend.decided(directory);
        boolean isDecided = Files.isDirectory(decided);
        String newer = isDecided ? Manifest.firstLine(decided) : "";
        return new State(isDecided, newer.isEmpty() ? Manifest.firstLine(directory) : newer);
    }

    private static DirectoryView read(Path directory, State state) {
        Path newer = state.decided() ? DirectoryAppend.decided(directory) : directory;
        CalendarText calendar = CalendarText.find(directory, newer);
        Path list = newer.resolve(Manifest.INSTRUMENTS);
        // Only we extend in such a way that what comes after the last bar is nobody's yet.
        boolean ours = !state.firstLine().isEmpty();
        return new DirectoryView(
                calendar,
                ends(Files.exists(list) ? list : directory.resolve(Manifest.INSTRUMENTS), ours ? calendar : null));
    }

    private static Map<String, Integer> ends(Path file, @Nullable CalendarText calendar) {
        Map<String, Integer> ends = new LinkedHashMap<>();
        long offset = 0;
        for (String line : lines(file)) {
            int tab = line.indexOf('\t');
            if (tab < 1) {
                throw new QlibFormatException(
                        file, offset, "cannot read instruments: expected a name and a tab, got \"" + line + "\"", null);
            }
            int end = calendar == null ? Integer.MAX_VALUE : calendar.end(line.substring(line.lastIndexOf('\t') + 1));
            ends.merge(line.substring(0, tab), end, Math::max);
            offset += line.length() + 1L;
        }
        return ends;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new QlibFormatException(file, 0, "cannot read instruments; check that the file exists", e);
        }
    }
}
