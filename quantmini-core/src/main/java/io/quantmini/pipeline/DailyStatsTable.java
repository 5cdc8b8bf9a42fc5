package io.quantmini.pipeline;

import io.quantmini.batch.BatchStream;
import io.quantmini.lake.LakeCatalog;
import io.quantmini.lake.Layer;
import io.quantmini.lake.LedgerEntry;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** The rows of {@code metadata/stocks/daily_stats}, of the datasets that ship, by dataset and date. */
final class DailyStatsTable {
    static final Schema SCHEMA = RowBatches.schema(
            RowBatches.text("dataset"),
            RowBatches.date("date"),
            RowBatches.integer("rows", 64),
            RowBatches.integer("symbols", 64),
            RowBatches.number("volume"),
            RowBatches.number("dollar_volume"),
            RowBatches.integer("transactions", 64),
            RowBatches.integer("quarantined", 64),
            RowBatches.integer("duplicates", 64),
            RowBatches.integer("bytes_in", 64),
            RowBatches.integer("bytes_out", 64));

    private final Map<Session, DayStats> stats = new TreeMap<>();

    private record Session(String dataset, LocalDate date) implements Comparable<Session> {
        @Override
        public int compareTo(Session other) {
            int order = dataset.compareTo(other.dataset);
            return order == 0 ? date.compareTo(other.date) : order;
        }
    }

    /** Adds the rows of the table as it was written. */
    void read(BatchStream rows) {
        while (rows.advance()) {
            VectorSchemaRoot batch = rows.batch();
            for (int i = 0; i < batch.getRowCount(); i++) {
                String dataset = new String(((VarCharVector) batch.getVector(0)).get(i), StandardCharsets.UTF_8);
                LocalDate date = LocalDate.ofEpochDay(((DateDayVector) batch.getVector(1)).get(i));
                DayStats day = new DayStats(
                        count(batch, 2, i),
                        count(batch, 3, i),
                        ((Float8Vector) batch.getVector(4)).get(i),
                        ((Float8Vector) batch.getVector(5)).get(i),
                        count(batch, 6, i),
                        count(batch, 7, i),
                        count(batch, 8, i),
                        count(batch, 9, i),
                        count(batch, 10, i));
                stats.put(new Session(dataset, date), day);
            }
        }
    }

    /** Whether there is a row for each of the unit's sessions. */
    boolean has(LedgerEntry unit) {
        return unit.dates().stream().allMatch(date -> stats.containsKey(new Session(unit.dataset(), date)));
    }

    void put(LedgerEntry unit, Map<LocalDate, DayStats> days) {
        days.forEach((date, day) -> stats.put(new Session(unit.dataset(), date), day));
    }

    /** Leaves out sessions that no live bronze unit has; whether there were any. */
    boolean retain(LakeCatalog catalog) {
        Map<Session, DayStats> live = new TreeMap<>();
        catalog.units().stream()
                .filter(unit -> unit.layer() == Layer.BRONZE)
                .forEach(unit -> unit.dates().forEach(date -> {
                    Session session = new Session(unit.dataset(), date);
                    DayStats day = stats.get(session);
                    if (day != null) {
                        live.put(session, day);
                    }
                }));
        boolean fewer = live.size() < stats.size();
        stats.clear();
        stats.putAll(live);
        return fewer;
    }

    RowBatches.Rows rows() {
        Iterator<Map.Entry<Session, DayStats>> entries = stats.entrySet().iterator();
        return row -> {
            if (!entries.hasNext()) {
                return false;
            }
            Map.Entry<Session, DayStats> entry = entries.next();
            DayStats day = entry.getValue();
            row.text(entry.getKey().dataset()).date(entry.getKey().date());
            row.count(day.rows()).count(day.symbols()).number(day.volume()).number(day.dollarVolume());
            row.count(day.transactions()).count(day.quarantined()).count(day.duplicates());
            row.count(day.bytesIn()).count(day.bytesOut());
            return true;
        };
    }

    private static long count(VectorSchemaRoot batch, int column, int row) {
        return ((BigIntVector) batch.getVector(column)).get(row);
    }
}
