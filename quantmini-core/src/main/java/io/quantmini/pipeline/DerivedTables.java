package io.quantmini.pipeline;

import io.quantmini.batch.BatchStream;
import io.quantmini.lake.FileTotals;
import io.quantmini.lake.LakeCatalog;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.Layer;
import io.quantmini.lake.LedgerEntry;
import io.quantmini.lake.PartitionException;
import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Brings the tables that follow from bronze up to date: {@code metadata/stocks/symbols} and {@code daily_stats},
 * {@code metadata/options/contracts} and {@code chains}. A table whose units are those it was made from is left alone; one
 * that is gone is made again. Symbols, contracts and chains are made anew from all bars of their dataset; of
 * {@code daily_stats} only the sessions of new units are counted. Rows are streamed: months are read one after the other,
 * but contracts, which span them, hold the files of one underlying open together.
 */
final class DerivedTables {
    private static final SessionRange ALWAYS = new SessionRange(LocalDate.MIN, LocalDate.MAX);

    private final Run run;
    private final LakeCatalog catalog;
    private final TableStamps before;
    private final TableStamps now;
    private final Map<String, Boolean> whole = new HashMap<>();

    DerivedTables(Run run) {
        this.run = run;
        this.catalog = run.lake().catalog();
        this.before = TableStamps.read(run.lake().paths());
        this.now = TableStamps.empty(run.lake().paths());
    }

    void update() {
        try (BufferAllocator allocator = run.context().allocator().newChildAllocator("tables", 0, Long.MAX_VALUE)) {
            make("stocks/symbols", Dataset.STOCKS_DAILY, file -> symbols(file, allocator));
            make("options/contracts", Dataset.OPTIONS_DAILY, file -> contracts(file, allocator));
            make("options/chains", Dataset.OPTIONS_DAILY, file -> chains(file, allocator));
            dailyStats(allocator);
        }
        now.replace(before);
    }

    private interface Maker {
        void make(Path file);
    }

    private void make(String table, Dataset dataset, Maker maker) {
        StringBuilder inputs = new StringBuilder();
        units(dataset).forEach(unit -> inputs.append(stamp(unit)).append('\n'));
        String digest = Inputs.digest(inputs);
        Path file = file(table);
        boolean current = before.has(table, digest) && Files.exists(file);
        if (current || (inputs.length() > 0 && isWhole(dataset))) {
            if (!current) {
                Run.checkInterrupted();
                maker.make(file);
            }
            now.add(table, digest);
        }
    }

    private void symbols(Path file, BufferAllocator allocator) {
        SymbolsTable table = new SymbolsTable(run.context().calendar());
        for (Supplier<BatchStream> month : months(Dataset.STOCKS_DAILY, SymbolsTable.COLUMNS, allocator)) {
            try (BatchStream bars = month.get()) {
                table.add(new SortedRows(bars));
            }
        }
        write(file, SymbolsTable.SCHEMA, table.rows(), allocator);
    }

    private void contracts(Path file, BufferAllocator allocator) {
        List<LakeFile> files = catalog.files(Dataset.OPTIONS_DAILY, Layer.BRONZE);
        if (files.isEmpty()) {
            write(file, ContractsTable.SCHEMA, row -> false, allocator);
            return;
        }
        LakeRows rows = new LakeRows(run, Dataset.OPTIONS_DAILY, Layer.BRONZE, ContractsTable.COLUMNS);
        try (BatchStream bars = rows.of(files, allocator)) {
            write(file, ContractsTable.SCHEMA, new ContractsTable(new SortedRows(bars)), allocator);
        }
    }

    private void chains(Path file, BufferAllocator allocator) {
        Iterator<Supplier<BatchStream>> months =
                months(Dataset.OPTIONS_DAILY, ChainsTable.COLUMNS, allocator).iterator();
        try (ChainsTable table = new ChainsTable(months)) {
            write(file, ChainsTable.SCHEMA, table, allocator);
        }
    }

    private void dailyStats(BufferAllocator allocator) {
        Path file = file("stocks/daily_stats");
        DailyStatsTable table = readStats(file, allocator);
        boolean changed = !Files.exists(file);
        for (Dataset dataset : Dataset.shipped()) {
            for (LedgerEntry unit : units(dataset)) {
                String stamp = stamp(unit);
                boolean known = before.has("stocks/daily_stats", stamp) && table.has(unit);
                if (!known && !isWhole(dataset)) {
                    continue;
                }
                if (!known) {
                    Run.checkInterrupted();
                    table.put(unit, count(dataset, unit, allocator).of(unit));
                    changed = true;
                }
                now.add("stocks/daily_stats", stamp);
            }
        }
        changed |= table.retain(catalog);
        if (changed && !catalog.units().isEmpty()) {
            write(file, DailyStatsTable.SCHEMA, table.rows(), allocator);
        }
    }

    /** Of a unit that this run wrote, what was counted on the way; of any other, what its files hold. */
    private UnitStats count(Dataset dataset, LedgerEntry unit, BufferAllocator allocator) {
        UnitStats counted = run.counted().get(unit.unit());
        if (counted != null) {
            return counted;
        }
        UnitStats stats = new UnitStats(dataset);
        List<LakeFile> files = catalog.files(unit);
        if (!files.isEmpty()) {
            LakeRows rows = new LakeRows(run, dataset, Layer.BRONZE, UnitStats.columns(dataset));
            try (BatchStream bars = rows.of(files, allocator)) {
                while (bars.advance()) {
                    stats.add(bars.batch());
                }
            }
        }
        return stats;
    }

    /** What the table holds; one that cannot be read is made again. */
    private DailyStatsTable readStats(Path file, BufferAllocator allocator) {
        DailyStatsTable table = new DailyStatsTable();
        if (Files.exists(file)) {
            try (BatchStream rows = run.stages().tables().read(file, allocator)) {
                if (rows.schema().equals(DailyStatsTable.SCHEMA)) {
                    table.read(rows);
                }
            } catch (PartitionException e) {
                return new DailyStatsTable();
            }
        }
        return table;
    }

    private List<Supplier<BatchStream>> months(Dataset dataset, List<String> columns, BufferAllocator allocator) {
        Set<YearMonth> months = new TreeSet<>();
        catalog.sessions(dataset, Layer.BRONZE).forEach(session -> months.add(YearMonth.from(session)));
        LakeRows rows = new LakeRows(run, dataset, Layer.BRONZE, columns);
        List<Supplier<BatchStream>> streams = new ArrayList<>();
        for (YearMonth month : months) {
            SessionRange range = new SessionRange(month.atDay(1), month.atEndOfMonth());
            List<LakeFile> files = catalog.files(dataset, Layer.BRONZE, range, Set.of());
            if (!files.isEmpty()) {
                streams.add(() -> rows.of(files, allocator));
            }
        }
        return streams;
    }

    private List<LedgerEntry> units(Dataset dataset) {
        return catalog.units().stream()
                .filter(unit -> unit.layer() == Layer.BRONZE && unit.dataset().equals(dataset.name()))
                .sorted((one, other) -> one.unit().compareTo(other.unit()))
                .toList();
    }

    /** The unit, and the list of its files. */
    private static String stamp(LedgerEntry unit) {
        FileTotals files = unit.files();
        return unit.unit() + "-" + (files == null ? "" : Long.toHexString(files.crc32c()));
    }

    /** Whether all files are there. */
    private boolean isWhole(Dataset dataset) {
        return whole.computeIfAbsent(dataset.name(), name -> {
            boolean found = catalog.missing(dataset, Layer.BRONZE, ALWAYS).isEmpty();
            if (!found) {
                run.findings()
                        .add("[" + dataset
                                + "] cannot bring the tables in metadata up to date: a bronze file is gone or"
                                + " damaged; ingest its session again");
            }
            return found;
        });
    }

    private void write(Path file, Schema schema, RowBatches.Rows rows, BufferAllocator allocator) {
        try (BatchStream batches = new RowBatches(schema, rows, allocator)) {
            run.stages().tables().write(file, batches);
        }
    }

    private Path file(String table) {
        return run.lake().paths().metadata().resolve(table + ".parquet");
    }
}
