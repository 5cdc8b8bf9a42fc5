package io.quantmini.benchmarks.readers;

import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * A month of minute bars that comes in numbered versions: a file's version is in each of its prices and volumes, and the highest
 * version among the rows of the month says what all the others have to be.
 *
 * @param month the month
 * @param changes sessions that each version brings or corrects, from version 1 on
 */
record KnownMonth(YearMonth month, List<List<LocalDate>> changes) {
    static final Dataset DATASET = Dataset.STOCKS_MINUTE;
    static final List<String> SYMBOLS = List.of("AAA", "BRK.B", "NA");

    private static final YearMonth FIRST = YearMonth.of(2010, 1);
    private static final int MINUTES = 4;
    private static final int ROWS = SYMBOLS.size() * MINUTES;

    /** The month of a round, from 0 on. */
    static KnownMonth ofRound(int round) {
        return of(FIRST.plusMonths(round));
    }

    static KnownMonth of(YearMonth month) {
        List<LocalDate> sessions = TradingCalendar.nyse().monthSessions(month);
        int size = sessions.size();
        List<List<LocalDate>> changes = new ArrayList<>();
        changes.add(sessions.subList(0, size - 6));
        changes.add(sessions.subList(size - 6, size - 3));
        changes.add(List.of(sessions.get(1)));
        changes.add(List.of(sessions.get(size - 3)));
        changes.add(List.of(sessions.get(size - 2)));
        changes.add(List.of(sessions.get(size - 1)));
        changes.add(List.of(sessions.get(size - 1)));
        changes.add(List.of(sessions.get(0)));
        return new KnownMonth(month, List.copyOf(changes));
    }

    SessionRange range() {
        return new SessionRange(month.atDay(1), month.atEndOfMonth());
    }

    /** Writes the flat files that a version brings. */
    void write(Path directory, int version) throws IOException {
        for (LocalDate session : changes.get(version - 1)) {
            Path file = directory.resolve(DATASET.key(session));
            Files.createDirectories(file.resolveSibling(""));
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
                out.write(text(session, version).getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    /** What a session of a version has: rows of one price, and the sum of their volumes. */
    static SessionSums sums(int version) {
        long volume = 0;
        for (int symbol = 0; symbol < SYMBOLS.size(); symbol++) {
            for (int minute = 0; minute < MINUTES; minute++) {
                volume += volume(version, symbol, minute);
            }
        }
        return new SessionSums(ROWS, price(version), price(version), volume);
    }

    /** The sessions there are once a version is committed, and the version of each. */
    Map<LocalDate, SessionSums> state(int version) {
        Map<LocalDate, SessionSums> state = new TreeMap<>();
        for (int i = 1; i <= version; i++) {
            SessionSums sums = sums(i);
            changes.get(i - 1).forEach(session -> state.put(session, sums));
        }
        return state;
    }

    /** The version of a price, 0 for anything that is none. */
    int version(double price) {
        int version = (int) Math.round(price - price(0));
        return version <= changes.size() && price == price(version) ? Math.max(0, version) : 0;
    }

    private static String text(LocalDate session, int version) {
        StringBuilder text = new StringBuilder("ticker,volume,open,close,high,low,window_start,transactions\n");
        long open = TradingCalendar.nyse().openNanos(session);
        for (int symbol = 0; symbol < SYMBOLS.size(); symbol++) {
            for (int minute = 0; minute < MINUTES; minute++) {
                text.append(SYMBOLS.get(symbol)).append(',').append(volume(version, symbol, minute));
                text.append((',' + Double.toString(price(version))).repeat(4));
                text.append(',').append(open + minute * 60_000_000_000L).append(",1\n");
            }
        }
        return text.toString();
    }

    private static double price(int version) {
        return 10 + version;
    }

    private static long volume(int version, int symbol, int minute) {
        return 1_000L * version + 10L * symbol + minute;
    }
}
