package io.quantmini.pipeline;

import io.quantmini.market.Universe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Users' lists of members: each {@code landing/external/indexes/<name>.csv} with the header {@code ticker,from,to}; dates are
 * ISO dates, an empty one is open; a ticker may have several lines.
 */
final class ExternalIndexes {
    private static final String DIRECTORY = "indexes";
    private static final String SUFFIX = ".csv";
    private static final String HEADER = "ticker,from,to";
    private static final int COLUMNS = 3;

    private ExternalIndexes() {}

    /** The lists by name; a file that is none is an error. */
    static List<Universe> read(Path external) {
        Path directory = external.resolve(DIRECTORY);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        TreeSet<Path> files = new TreeSet<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            found.forEach(files::add);
        } catch (IOException e) {
            throw new SourceException(directory.toString(), "cannot look for users' indexes: " + e, e);
        }
        return files.stream().map(ExternalIndexes::index).toList();
    }

    private static Universe index(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new SourceException(file.toString(), "cannot read users' index: " + e, e);
        }
        if (lines.isEmpty() || !lines.get(0).strip().equals(HEADER)) {
            throw wrong(file, 1, "the header " + HEADER, lines.isEmpty() ? "" : lines.get(0));
        }
        List<Universe.Member> members = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                members.add(member(file, i + 1, lines.get(i)));
            }
        }
        String name = file.getFileName().toString();
        try {
            return new Universe(name.substring(0, name.length() - SUFFIX.length()), members);
        } catch (IllegalArgumentException e) {
            throw wrong(file, 1, "a file name of [a-z0-9_-] other than all", name);
        }
    }

    private static Universe.Member member(Path file, int line, String text) {
        String[] cells = text.split(",", -1);
        if (cells.length != COLUMNS) {
            throw wrong(file, line, "three cells: " + HEADER, text);
        }
        try {
            return new Universe.Member(cells[0].strip(), date(cells[1]), date(cells[2]));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw wrong(file, line, "a ticker and dates such as 2022-06-09, or nothing, in their order", text);
        }
    }

    private static @Nullable LocalDate date(String cell) {
        return cell.isBlank() ? null : LocalDate.parse(cell.strip());
    }

    private static SourceException wrong(Path file, int line, String expected, String got) {
        return new SourceException(
                file + ":" + line,
                "cannot read users' index: expected " + expected + ", got \"" + got + "\"; correct the line",
                null);
    }
}
