package io.quantmini.pipeline;

import io.quantmini.lake.FileTotals;
import io.quantmini.lake.LedgerEntry;
import io.quantmini.lake.SessionEntry;
import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Counts a unit's bars, session by session. Rows come by symbol, then time, so a sum has the same bits whichever files the
 * rows are in.
 */
final class UnitStats {
    private final String keyColumn;
    private final Map<LocalDate, Sums> sums = new TreeMap<>();

    private byte[] lastKey = new byte[0];
    /** How many keys there were, the last one's among them. */
    private long keys;

    private byte[] texts = new byte[0];
    private int[] starts = new int[1];

    UnitStats(Dataset dataset) {
        this.keyColumn = BarSchema.keyColumn(dataset);
    }

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

    /** Adds the bars of a batch that come after those before. */
    void add(VectorSchemaRoot bars) {
        int rows = bars.getRowCount();
        if (rows == 0) {
            return;
        }
        loadKeys((VarCharVector) bars.getVector(keyColumn), rows);
        IntBuffer days = view(bars, BarSchema.DATE, rows, Integer.BYTES).asIntBuffer();
        DoubleBuffer closes = view(bars, BarSchema.CLOSE, rows, Double.BYTES).asDoubleBuffer();
        DoubleBuffer volumes = view(bars, BarSchema.VOLUME, rows, Double.BYTES).asDoubleBuffer();
        IntBuffer trades =
                view(bars, BarSchema.TRANSACTIONS, rows, Integer.BYTES).asIntBuffer();
        int row = 0;
        while (row < rows) {
            if (row > 0 || keys == 0 || !isKey(0, lastKey, 0, lastKey.length)) {
                keys++;
            }
            int end = endOfKey(row, rows);
            while (row < end) {
                int day = days.get(row);
                Sums sum = sums.computeIfAbsent(LocalDate.ofEpochDay(day), session -> new Sums());
                if (sum.lastKey != keys) {
                    sum.lastKey = keys;
                    sum.symbols++;
                }
                while (row < end && days.get(row) == day) {
                    double volume = volumes.get(row);
                    sum.rows++;
                    sum.volume += volume;
                    sum.dollarVolume += closes.get(row) * volume;
                    sum.transactions += trades.get(row);
                    row++;
                }
            }
        }
        lastKey = Arrays.copyOfRange(texts, starts[rows - 1], starts[rows]);
    }

    private void loadKeys(VarCharVector column, int rows) {
        if (starts.length <= rows) {
            starts = new int[rows + 1];
        }
        view(column.getOffsetBuffer(), rows + 1, Integer.BYTES).asIntBuffer().get(starts, 0, rows + 1);
        int base = starts[0];
        int length = starts[rows] - base;
        if (texts.length < length) {
            texts = new byte[length];
        }
        column.getDataBuffer().getBytes(base, texts, 0, length);
        for (int i = 0; i <= rows; i++) {
            starts[i] -= base;
        }
    }

    private int endOfKey(int row, int rows) {
        int next = row + 1;
        while (next < rows && isKey(next, texts, starts[row], starts[row + 1] - starts[row])) {
            next++;
        }
        return next;
    }

    private boolean isKey(int row, byte[] key, int start, int length) {
        int at = starts[row];
        if (starts[row + 1] - at != length) {
            return false;
        }
        for (int i = length - 1; i >= 0; i--) { // neighbours differ at their end
            if (texts[at + i] != key[start + i]) {
                return false;
            }
        }
        return true;
    }

    private static ByteBuffer view(VectorSchemaRoot bars, String column, int rows, int width) {
        return view(bars.getVector(column).getDataBuffer(), rows, width);
    }

    private static ByteBuffer view(ArrowBuf buffer, int values, int width) {
        return buffer.nioBuffer(0, values * width).slice().order(ByteOrder.LITTLE_ENDIAN);
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
