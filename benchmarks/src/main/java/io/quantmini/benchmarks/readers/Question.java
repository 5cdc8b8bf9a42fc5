package io.quantmini.benchmarks.readers;

import io.quantmini.Quantmini;
import io.quantmini.batch.Bar;
import io.quantmini.batch.BarCursor;
import io.quantmini.batch.BatchStream;
import io.quantmini.lake.LakeCatalog;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.Layer;
import io.quantmini.market.BarSchema;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import io.quantmini.stage.FileScan;
import io.quantmini.storage.ParquetPartitionReader;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** The ways to ask a lake what a month of it is: sessions and their sums. */
enum Question {
    /** One statement. */
    SQL {
        @Override
        Map<LocalDate, SessionSums> ask(Quantmini lake, SessionRange month) {
            Map<LocalDate, SessionSums> answer = new TreeMap<>();
            try (BatchStream rows = lake.sql(SUMS, month.from(), month.to())) {
                while (rows.advance()) {
                    VectorSchemaRoot batch = rows.batch();
                    for (int row = 0; row < batch.getRowCount(); row++) {
                        answer.put(
                                date(batch, row),
                                new SessionSums(
                                        ((BigIntVector) batch.getVector("rows")).get(row),
                                        number(batch, "lowest", row),
                                        number(batch, "highest", row),
                                        number(batch, "volume", row)));
                    }
                }
            }
            return answer;
        }
    },

    /** The same statement, asked again by itself when a commit overtook it. */
    COLLECTED {
        @Override
        Map<LocalDate, SessionSums> ask(Quantmini lake, SessionRange month) {
            Map<LocalDate, SessionSums> answer = new TreeMap<>();
            for (List<?> row : lake.rows(SUMS, month.from(), month.to()).rows()) {
                answer.put(
                        (LocalDate) row.get(0),
                        new SessionSums(
                                (Long) row.get(1), (Double) row.get(2), (Double) row.get(3), (Double) row.get(4)));
            }
            return answer;
        }
    },

    /** Bar by bar. */
    BARS {
        @Override
        Map<LocalDate, SessionSums> ask(Quantmini lake, SessionRange month) {
            Map<LocalDate, SessionSums> answer = new TreeMap<>();
            String[] symbols = KnownMonth.SYMBOLS.toArray(String[]::new);
            try (BarCursor bars =
                    lake.bars(symbols).from(month.from()).to(month.to()).cursor()) {
                Bar bar = bars.bar();
                while (bars.next()) {
                    Instant start = Instant.EPOCH.plusNanos(TimeUnit.MICROSECONDS.toNanos(bar.timestampMicros()));
                    add(answer, LocalDate.ofInstant(start, TradingCalendar.ZONE), bar.close(), bar.volume());
                }
            }
            return answer;
        }
    },

    /** File by file, of what is committed now. */
    FILES {
        @Override
        Map<LocalDate, SessionSums> ask(Quantmini lake, SessionRange month) {
            return read(lake, lake.lake().catalog(), month);
        }
    },

    /** File by file, of what was committed before the last commit: most of it may be gone. */
    OLD_FILES {
        @Override
        Map<LocalDate, SessionSums> ask(Quantmini lake, SessionRange month) {
            LakeCatalog old = lake.lake().catalog();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
            while (lake.lake().catalog().state().equals(old.state()) && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            return read(lake, old, month);
        }
    };

    private static final String SUMS =
            "SELECT date, count(*) AS rows, min(close) AS lowest, max(close) AS highest, sum(volume) AS volume"
                    + " FROM bronze.stocks_minute WHERE date BETWEEN ? AND ? GROUP BY date";
    private static final ParquetPartitionReader READER = new ParquetPartitionReader();
    private static final List<String> COLUMNS = List.of(BarSchema.DATE, BarSchema.CLOSE, BarSchema.VOLUME);

    /** The sessions of a month and their sums, of one committed state. */
    abstract Map<LocalDate, SessionSums> ask(Quantmini lake, SessionRange month);

    private static Map<LocalDate, SessionSums> read(Quantmini lake, LakeCatalog catalog, SessionRange month) {
        Map<LocalDate, SessionSums> answer = new TreeMap<>();
        BufferAllocator allocator = lake.context().allocator();
        for (LakeFile file : catalog.files(KnownMonth.DATASET, Layer.BRONZE, month, Set.of())) {
            FileScan scan = FileScan.all(lake.lake().root(), file).select(COLUMNS);
            try (BatchStream rows = READER.open(scan, allocator)) {
                while (rows.advance()) {
                    VectorSchemaRoot batch = rows.batch();
                    for (int row = 0; row < batch.getRowCount(); row++) {
                        add(
                                answer,
                                date(batch, row),
                                number(batch, BarSchema.CLOSE, row),
                                number(batch, BarSchema.VOLUME, row));
                    }
                }
            }
        }
        return answer;
    }

    private static void add(Map<LocalDate, SessionSums> answer, LocalDate date, double close, double volume) {
        answer.merge(date, SessionSums.NONE.plus(close, volume), (sums, one) -> sums.plus(close, volume));
    }

    private static LocalDate date(VectorSchemaRoot batch, int row) {
        return LocalDate.ofEpochDay(((DateDayVector) batch.getVector(BarSchema.DATE)).get(row));
    }

    private static double number(VectorSchemaRoot batch, String column, int row) {
        return ((Float8Vector) batch.getVector(column)).get(row);
    }
}
