package io.quantmini.query;

import io.quantmini.lake.Commit;
import io.quantmini.lake.ContentDigest;
import io.quantmini.lake.Lake;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.LakeWriter;
import io.quantmini.lake.Layer;
import io.quantmini.lake.LedgerEntry;
import io.quantmini.lake.PartitionKey;
import io.quantmini.lake.SessionEntry;
import io.quantmini.lake.UnitSpec;
import io.quantmini.market.Dataset;
import io.quantmini.market.OptionTicker;
import io.quantmini.market.PartitionLayout;
import io.quantmini.stage.StagedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/** A lake with real files: bars go to Parquet by DuckDB's own writer, and are committed like any others. */
final class BarLake {
    private final Lake lake;

    BarLake(Path root) {
        this.lake = Lake.at(root);
    }

    Lake lake() {
        return lake;
    }

    /** Commits a session's bars as one file that is not settled. */
    LedgerEntry session(Dataset dataset, Layer layer, Collection<TestBar> bars, String... supersedes) {
        LocalDate date = bars.iterator().next().date();
        return commit(dataset, layer, Map.of(PartitionKey.session(dataset, layer, date), bars), "", supersedes);
    }

    /** Commits bars of one month, settled. */
    LedgerEntry settled(Dataset dataset, Layer layer, Collection<TestBar> bars, String... supersedes) {
        return settledWith(dataset, layer, bars, "", supersedes);
    }

    /** As above, with further columns, as SQL that starts with a comma. */
    LedgerEntry settledWith(
            Dataset dataset, Layer layer, Collection<TestBar> bars, String columns, String... supersedes) {
        Map<PartitionKey, Collection<TestBar>> files = new java.util.LinkedHashMap<>();
        for (TestBar bar : bars) {
            PartitionKey key = PartitionKey.settled(dataset, layer, partition(dataset, bar.ticker()), bar.date());
            files.computeIfAbsent(key, k -> new ArrayList<>()).add(bar);
        }
        return commit(dataset, layer, files, columns, supersedes);
    }

    /** Writes a reference table from a SELECT. */
    void reference(String name, String select) {
        Path directory = lake.paths().metadata().resolve("stocks");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            Files.createDirectories(directory);
            statement.execute(
                    "COPY (" + select + ") TO '" + directory.resolve(name + ".parquet") + "' (FORMAT parquet)");
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private LedgerEntry commit(
            Dataset dataset,
            Layer layer,
            Map<PartitionKey, Collection<TestBar>> files,
            String columns,
            String... supersedes) {
        Map<LocalDate, Long> rows = new TreeMap<>();
        files.values().forEach(bars -> bars.forEach(bar -> rows.merge(bar.date(), 1L, Long::sum)));
        String inputs = ContentDigest.of(files.toString(), columns);
        UnitSpec spec = UnitSpec.publish(dataset, layer, List.copyOf(rows.keySet()), inputs)
                .superseding(List.of(supersedes));
        List<SessionEntry> sessions = new ArrayList<>();
        rows.forEach((date, count) -> sessions.add(SessionEntry.derived(date, count)));
        try (LakeWriter writer = lake.openForWriting();
                Commit commit = writer.begin(spec)) {
            List<StagedFile> staged = new ArrayList<>();
            for (Map.Entry<PartitionKey, Collection<TestBar>> file : files.entrySet()) {
                Path path = commit.staging().resolve("file-" + staged.size());
                write(dataset, file.getValue(), columns, path);
                staged.add(new StagedFile(path, describe(file.getKey(), file.getValue(), path)));
            }
            return commit.publish(sessions, staged, List.of());
        }
    }

    private static LakeFile describe(PartitionKey key, Collection<TestBar> bars, Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            CRC32C crc = new CRC32C();
            crc.update(bytes);
            TreeSet<Long> times = new TreeSet<>();
            bars.forEach(bar -> times.add(bar.micros()));
            String hash = ContentDigest.of(key.toString(), Long.toString(crc.getValue()));
            return new LakeFile(
                    key.file(hash.substring(0, 16)),
                    bytes.length,
                    bars.size(),
                    crc.getValue(),
                    times.first(),
                    times.last());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Dataset dataset, Collection<TestBar> bars, String columns, Path file) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE bars ("
                    + (dataset.isOptions()
                            ? "ticker VARCHAR, underlying VARCHAR,"
                                    + " expiration_date DATE, contract_type VARCHAR, strike_price DOUBLE"
                            : "symbol VARCHAR")
                    + ", date DATE, timestamp TIMESTAMPTZ, open DOUBLE, high DOUBLE, low DOUBLE, close DOUBLE,"
                    + " volume DOUBLE, transactions INTEGER)");
            insert(connection, dataset, bars);
            statement.execute("COPY (SELECT *" + columns + " FROM bars ORDER BY 1, timestamp) TO '"
                    + file.toString().replace("'", "''") + "' (FORMAT parquet, COMPRESSION zstd)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void insert(Connection connection, Dataset dataset, Collection<TestBar> bars) throws SQLException {
        connection.setAutoCommit(false);
        int keys = dataset.isOptions() ? 5 : 1;
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO bars VALUES (" + "?, ".repeat(keys + 7) + "?)")) {
            for (TestBar bar : bars) {
                insert.setString(1, bar.ticker());
                if (dataset.isOptions()) {
                    OptionTicker parts = OptionTicker.parse(bar.ticker());
                    insert.setString(2, parts.underlying());
                    insert.setObject(3, parts.expiration());
                    insert.setString(4, parts.contractType().name().toLowerCase(java.util.Locale.ROOT));
                    insert.setDouble(5, parts.strikePrice());
                }
                insert.setObject(keys + 1, bar.date());
                insert.setObject(
                        keys + 2,
                        Instant.EPOCH.plus(bar.micros(), ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
                insert.setDouble(keys + 3, bar.open());
                insert.setDouble(keys + 4, bar.high());
                insert.setDouble(keys + 5, bar.low());
                insert.setDouble(keys + 6, bar.close());
                insert.setDouble(keys + 7, bar.volume());
                insert.setInt(keys + 8, bar.transactions());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static String partition(Dataset dataset, String ticker) {
        if (dataset.layout() == PartitionLayout.MONTH) {
            return "";
        }
        return dataset.isOptions() ? OptionTicker.parse(ticker).underlying() : ticker;
    }
}
