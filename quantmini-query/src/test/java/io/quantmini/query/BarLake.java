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
import io.quantmini.market.ContractType;
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
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

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

    /** Commits bars as one unit with a file for each session. */
    LedgerEntry sessions(Dataset dataset, Layer layer, Collection<TestBar> bars) {
        Map<PartitionKey, Collection<TestBar>> files = new LinkedHashMap<>();
        for (TestBar bar : bars) {
            files.computeIfAbsent(PartitionKey.session(dataset, layer, bar.date()), k -> new ArrayList<>())
                    .add(bar);
        }
        return commit(dataset, layer, files, "");
    }

    /** Commits bars of one month, settled. */
    LedgerEntry settled(Dataset dataset, Layer layer, Collection<TestBar> bars, String... supersedes) {
        return settledWith(dataset, layer, bars, "", supersedes);
    }

    /** As above, with further columns, as SQL that starts with a comma. */
    LedgerEntry settledWith(
            Dataset dataset, Layer layer, Collection<TestBar> bars, String columns, String... supersedes) {
        Map<PartitionKey, Collection<TestBar>> files = new LinkedHashMap<>();
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
            statement.execute("COPY (" + select + ") TO '" + directory.resolve(name + ".parquet")
                    + "' (FORMAT parquet, COMPRESSION zstd)");
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
                Commit commit = writer.begin(spec);
                Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            List<StagedFile> staged = new ArrayList<>();
            for (Map.Entry<PartitionKey, Collection<TestBar>> file : files.entrySet()) {
                Path path = commit.staging().resolve("file-" + staged.size());
                write(dataset, file.getValue(), connection, columns, path);
                staged.add(new StagedFile(path, describe(file.getKey(), file.getValue(), path)));
            }
            return commit.publish(sessions, staged, List.of());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
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

    private static void write(
            Dataset dataset, Collection<TestBar> bars, Connection connection, String columns, Path file)
            throws SQLException {
        String keys = dataset.isOptions()
                ? "ticker, underlying, expiration_date, contract_type, strike_price"
                : "ticker AS symbol";
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE OR REPLACE TABLE stored (ticker VARCHAR, underlying VARCHAR, expiration_date DATE,"
                            + " contract_type VARCHAR, strike_price DOUBLE, date DATE, micros BIGINT, open DOUBLE, high DOUBLE,"
                            + " low DOUBLE, close DOUBLE, volume DOUBLE, transactions INTEGER)");
            try (DuckDBAppender appender =
                    connection.unwrap(DuckDBConnection.class).createAppender("stored")) {
                for (TestBar bar : bars) {
                    append(bar, dataset.isOptions() ? OptionTicker.parse(bar.ticker()) : null, appender);
                }
            }
            statement.execute("COPY (SELECT *" + columns + " FROM (SELECT " + keys + ", date,"
                    + " make_timestamptz(micros) AS timestamp, open, high, low, close, volume, transactions FROM stored)"
                    + " ORDER BY 1, timestamp) TO '" + file.toString().replace("'", "''")
                    + "' (FORMAT parquet, COMPRESSION zstd)");
        }
    }

    private static void append(TestBar bar, @Nullable OptionTicker parts, DuckDBAppender appender) throws SQLException {
        appender.beginRow().append(bar.ticker());
        if (parts == null) {
            appender.appendNull().appendNull().appendNull().appendNull();
        } else {
            appender.append(parts.underlying())
                    .append(parts.expiration())
                    .append(parts.contractType() == ContractType.CALL ? "call" : "put")
                    .append(parts.strikePrice());
        }
        appender.append(bar.date())
                .append(bar.micros())
                .append(bar.open())
                .append(bar.high())
                .append(bar.low())
                .append(bar.close())
                .append(bar.volume())
                .append(bar.transactions())
                .endRow();
    }

    private static String partition(Dataset dataset, String ticker) {
        if (dataset.layout() == PartitionLayout.MONTH) {
            return "";
        }
        return dataset.isOptions() ? OptionTicker.parse(ticker).underlying() : ticker;
    }
}
