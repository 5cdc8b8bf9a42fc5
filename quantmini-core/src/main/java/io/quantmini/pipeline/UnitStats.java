package io.quantmini.pipeline;

import io.quantmini.lake.FileTotals;
import io.quantmini.lake.LedgerEntry;
import io.quantmini.lake.SessionEntry;
import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts a unit's bars, session by session. Rows come by symbol, then time, so a sum has the same bits whichever files the
 * rows are in.
 */
final class UnitStats {
    private static final int DATE = 2;
    private static final int CLOSE = 3;
    private static final int VOLUME = 4;
    private static final int TRANSACTIONS = 5;

    private final Map<LocalDate, Sums> sums = new TreeMap<>();

    private static final class Sums {
        private long rows;
        private long symbols;
        private long lastKey = -1;
        private double volume;
        private double dollarVolume;
        private long transactions;
    }

    static List<String> columns(Dataset dataset) {
        return List.of(
                BarSchema.keyColumn(dataset),
                BarSchema.TIMESTAMP,
                BarSchema.DATE,
                BarSchema.CLOSE,
                BarSchema.VOLUME,
                BarSchema.TRANSACTIONS);
    }

    void add(SortedRows bars) {
        long key = 0;
        int date = 0;
        Sums day = new Sums();
        while (bars.next()) {
            if (bars.startsKey()) {
                key++;
            }
            if (bars.day(DATE) != date || day.rows == 0) {
                date = bars.day(DATE);
                day = sums.computeIfAbsent(LocalDate.ofEpochDay(date), session -> new Sums());
            }
            if (day.lastKey != key) {
                day.lastKey = key;
                day.symbols++;
            }
            double volume = bars.number(VOLUME);
            day.rows++;
            day.volume += volume;
            day.dollarVolume += bars.number(CLOSE) * volume;
            day.transactions += bars.integer(TRANSACTIONS);
        }
    }

    /** The account of each of the unit's sessions. */
    Map<LocalDate, DayStats> of(LedgerEntry unit) {
        Map<LocalDate, DayStats> stats = new TreeMap<>();
        FileTotals files = unit.files();
        long before = 0;
        for (SessionEntry session : unit.sessions()) {
            Sums day = sums.getOrDefault(session.date(), new Sums());
            long bytes = files == null ? 0 : share(files, before + day.rows) - share(files, before);
            before += day.rows;
            stats.put(
                    session.date(),
                    new DayStats(
                            day.rows,
                            day.symbols,
                            day.volume,
                            day.dollarVolume,
                            day.transactions,
                            session.quarantined(),
                            session.duplicates(),
                            session.size(),
                            bytes));
        }
        return stats;
    }

    /** The part of the files' length that falls to their first rows. */
    private static long share(FileTotals files, long rows) {
        return files.rows() == 0
                ? 0
                : BigInteger.valueOf(files.bytes())
                        .multiply(BigInteger.valueOf(rows))
                        .divide(BigInteger.valueOf(files.rows()))
                        .longValueExact();
    }
}
