package io.quantmini.qlib.internal.check;

import io.quantmini.integrity.QlibCheck;
import io.quantmini.qlib.QlibName;
import io.quantmini.qlib.internal.check.Findings.Place;
import io.quantmini.qlib.internal.check.TextLines.Line;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The lines of {@code aliases.csv}: which instrument the bars of a ticker stand under, where that is not the ticker. */
final class Aliases {
    static final String PATH = "aliases.csv";

    private static final String HEADER = "ticker,instrument,from,to";
    private static final int CELLS = 4;

    private final List<Alias> all = new ArrayList<>();
    private final Map<String, List<Alias>> byTicker = new HashMap<>();

    /**
     * A line.
     *
     * @param ticker of the bars
     * @param instrument they stand under
     * @param from first epoch day
     * @param to last epoch day
     * @param offset of the line in the file, in bytes
     */
    record Alias(String ticker, String instrument, long from, long to, long offset) {}

    /** The lines that can be read; the others are findings. */
    static Aliases of(List<Line> lines, Findings findings) {
        Aliases aliases = new Aliases();
        if (lines.isEmpty() || !lines.get(0).text().equals(HEADER)) {
            String got = lines.isEmpty() ? "nothing" : "\"" + lines.get(0).text() + "\"";
            findings.add(QlibCheck.NAME, new Place(PATH, 0L), "\"" + HEADER + "\"", got);
        }
        for (Line line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            Alias alias = alias(line);
            if (alias == null) {
                findings.add(
                        QlibCheck.NAME,
                        new Place(PATH, line.offset()),
                        "a ticker, its instrument and two dates or none",
                        "\"" + line.text() + "\"");
            } else {
                aliases.all.add(alias);
                aliases.byTicker
                        .computeIfAbsent(alias.ticker(), ticker -> new ArrayList<>())
                        .add(alias);
            }
        }
        return aliases;
    }

    /** Says which lines no row used, where {@code expected} was expected. */
    void findUnused(Set<Alias> used, String expected, Findings findings) {
        for (Alias alias : all) {
            if (!used.contains(alias)) {
                findings.add(
                        QlibCheck.NAME, new Place(PATH, alias.offset()), expected, alias.ticker() + " without any");
            }
        }
    }

    /** The alias of a ticker's bar on an epoch day; null when it stands under its ticker. */
    @Nullable
    Alias on(String ticker, long day) {
        for (Alias alias : byTicker.getOrDefault(ticker, List.of())) {
            if (alias.from() <= day && day <= alias.to()) {
                return alias;
            }
        }
        return null;
    }

    /** Instruments that the bars of several tickers stand under. */
    Set<String> ofSeveralTickers() {
        Map<String, Set<String>> tickers = new HashMap<>();
        for (Alias alias : all) {
            Set<String> of = tickers.computeIfAbsent(alias.instrument(), instrument -> new HashSet<>());
            of.add(alias.ticker());
            QlibName name = QlibName.parse(alias.instrument());
            if (name.lastSession() == null && name.ticker().equals(alias.instrument())) {
                of.add(alias.instrument());
            }
        }
        Set<String> several = new HashSet<>();
        tickers.forEach((instrument, of) -> {
            if (of.size() > 1) {
                several.add(instrument);
            }
        });
        return several;
    }

    /** Holds aliases and listed instruments against each other, by their names alone. */
    void check(Set<String> instruments, Findings findings) {
        Set<String> explained = new HashSet<>();
        for (Alias alias : all) {
            explained.add(alias.instrument());
            if (!instruments.contains(alias.instrument())) {
                findings.add(
                        QlibCheck.NAME,
                        new Place(PATH, alias.offset()),
                        "one of the instruments listed",
                        alias.instrument());
            }
        }
        for (String instrument : instruments) {
            QlibName name = QlibName.parse(instrument);
            boolean isTicker = name.lastSession() == null && name.ticker().equals(instrument);
            if (!isTicker && !explained.contains(instrument)) {
                findings.add(QlibCheck.NAME, PATH, "a line that says what bars are " + instrument, "none");
            }
        }
    }

    private static @Nullable Alias alias(Line line) {
        String[] cells = line.text().split(",", -1);
        if (cells.length != CELLS) {
            return null;
        }
        try {
            String instrument = QlibName.parse(cells[1]).instrument();
            long from = cells[2].isEmpty()
                    ? Long.MIN_VALUE
                    : LocalDate.parse(cells[2]).toEpochDay();
            long to = cells[3].isEmpty()
                    ? Long.MAX_VALUE
                    : LocalDate.parse(cells[3]).toEpochDay();
            QlibName.of(cells[0]);
            return new Alias(cells[0], instrument, from, to, line.offset());
        } catch (IllegalArgumentException | DateTimeException broken) {
            return null;
        }
    }
}
