package io.quantmini.pipeline;

import io.quantmini.market.SecuritySpan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Users' rows about identities: {@code landing/external/securities.csv} with the header {@code security_id,ticker,from,to};
 * dates are ISO dates, an empty one is open.
 */
final class ExternalSecurities {
    private static final String FILE = "securities.csv";
    private static final String HEADER = "security_id,ticker,from,to";
    private static final int COLUMNS = 4;

    private ExternalSecurities() {}

    static List<SecuritySpan> read(Path external) {
        Path file = external.resolve(FILE);
        if (!Files.exists(file)) {
            return List.of();
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new SourceException(file.toString(), "cannot read users' securities: " + e, e);
        }
        if (lines.isEmpty() || !lines.get(0).strip().equals(HEADER)) {
            throw wrong(file, 1, "the header " + HEADER, lines.isEmpty() ? "" : lines.get(0));
        }
        List<SecuritySpan> spans = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                spans.add(span(file, i + 1, lines.get(i)));
            }
        }
        return spans;
    }

    private static SecuritySpan span(Path file, int line, String text) {
        String[] cells = text.split(",", -1);
        if (cells.length != COLUMNS || cells[0].isBlank() || cells[1].isBlank()) {
            throw wrong(file, line, "four cells: " + HEADER, text);
        }
        try {
            return SecuritySpan.user(cells[0].strip(), cells[1].strip(), date(cells[2]), date(cells[3]));
        } catch (DateTimeParseException e) {
            throw wrong(file, line, "dates such as 2022-06-09, or nothing", text);
        }
    }

    private static @Nullable LocalDate date(String cell) {
        return cell.isBlank() ? null : LocalDate.parse(cell.strip());
    }

    private static SourceException wrong(Path file, int line, String expected, String got) {
        return new SourceException(
                file + ":" + line,
                "cannot read users' securities: expected " + expected + ", got \"" + got + "\"; correct the line",
                null);
    }
}
