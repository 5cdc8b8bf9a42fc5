package io.quantmini.cli;

import static io.quantmini.market.Dataset.OPTIONS_DAILY;
import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static io.quantmini.market.Dataset.STOCKS_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.Quantmini;
import io.quantmini.cli.demo.SyntheticMarket;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.Layer;
import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import io.quantmini.pipeline.FlatFiles;
import io.quantmini.pipeline.SessionReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables below {@code metadata}, against DuckDB over bronze. November 2025 is whole, December has three sessions. */
class DerivedTablesTest {
    private static final SyntheticMarket MARKET = SyntheticMarket.of(22, 11, 7);
    private static final SessionRange NOVEMBER = SessionRange.of("2025-11-01", "2025-11-30");
    private static final List<String> TABLES =
            List.of("stocks/symbols", "stocks/daily_stats", "options/contracts", "options/chains");

    @TempDir
    private static Path source;

    @TempDir
    private static Path lake;

    private static List<SessionReport> reports = List.of();

    @BeforeAll
    static void fill_a_lake() throws IOException {
        for (Dataset dataset : List.of(STOCKS_DAILY, OPTIONS_DAILY)) {
            for (LocalDate session : MARKET.sessions()) {
                write(MARKET, source, dataset, session);
            }
        }
        for (LocalDate session : MARKET.sessions().subList(0, 3)) {
            write(MARKET, source, STOCKS_MINUTE, session);
        }
        reports = ingest(source, lake, null);
    }

    @Test
    void symbols_are_those_of_the_daily_bars() throws SQLException {
        assertThat(rows("FROM symbols")).hasSize(12).isEqualTo(rows("""
                        WITH nyse AS (
                            SELECT d::DATE AS d FROM range(DATE '2025-11-03', DATE '2025-12-04', INTERVAL 1 DAY) AS r(d)
                            WHERE isodow(d) < 6 AND d <> DATE '2025-11-27'
                        )
                        SELECT symbol, min(date), max(date), count(*), arg_max(close, date),
                            list_avg((list(volume ORDER BY date))[-20:]),
                            (SELECT count(*) FROM nyse WHERE d BETWEEN min(date) AND max(date)) - count(*)
                        FROM bronze.stocks_daily GROUP BY symbol ORDER BY symbol"""));
        assertThat(rows("SELECT sum(gaps) > 0 FROM symbols")).containsExactly(List.of("true"));
    }

    @Test
    void daily_stats_count_the_bars_of_every_session() throws SQLException {
        assertThat(rows("SELECT dataset, date, rows, symbols, volume, dollar_volume, transactions FROM daily_stats"))
                .hasSize(22 + 22 + 3)
                .isEqualTo(rows("""
                        SELECT dataset, date, count(*), count(DISTINCT name), sum(volume), sum(close * volume),
                            sum(transactions)
                        FROM (
                            SELECT 'stocks_daily' AS dataset, symbol AS name, date, close, volume, transactions
                            FROM bronze.stocks_daily
                            UNION ALL
                            SELECT 'stocks_minute', symbol, date, close, volume, transactions FROM bronze.stocks_minute
                            UNION ALL
                            SELECT 'options_daily', ticker, date, close, volume, transactions FROM bronze.options_daily
                        ) GROUP BY dataset, date ORDER BY dataset, date"""));
    }

    @Test
    void daily_stats_say_what_became_of_each_flat_file() throws SQLException, IOException {
        Map<String, List<String>> expected = new TreeMap<>();
        for (SessionReport file : reports) {
            long bytes = Files.size(source.resolve(file.dataset().key(file.session())));
            expected.put(
                    file.dataset() + " " + file.session(),
                    List.of(Long.toString(file.quarantined()), Long.toString(file.duplicates()), Long.toString(bytes)));
        }
        Map<String, List<String>> counted = new TreeMap<>();
        for (List<String> row : rows("SELECT dataset, date, quarantined, duplicates, bytes_in FROM daily_stats")) {
            counted.put(row.get(0) + " " + row.get(1), row.subList(2, 5));
        }
        assertThat(counted).isEqualTo(expected);
        for (Dataset dataset : List.of(STOCKS_DAILY, STOCKS_MINUTE, OPTIONS_DAILY)) {
            try (Quantmini quantmini = Quantmini.open(lake)) {
                long bytes = quantmini.lake().catalog().files(dataset, Layer.BRONZE).stream()
                        .mapToLong(LakeFile::bytes)
                        .sum();
                assertThat(rows("SELECT sum(bytes_out)::BIGINT FROM daily_stats WHERE dataset = '" + dataset + "'"))
                        .containsExactly(List.of(Long.toString(bytes)));
            }
        }
    }

    @Test
    void contracts_are_those_of_the_daily_bars() throws SQLException {
        assertThat(rows("FROM contracts")).isNotEmpty().isEqualTo(rows("""
                        SELECT ticker, any_value(underlying), any_value(expiration_date), any_value(contract_type),
                            any_value(strike_price), min(date), max(date), count(*)
                        FROM bronze.options_daily GROUP BY ticker ORDER BY ticker"""));
    }

    @Test
    void chains_sum_up_the_contracts_of_a_date_and_an_expiration() throws SQLException {
        assertThat(rows("FROM chains")).isNotEmpty().isEqualTo(rows("""
                        SELECT date, underlying, expiration_date, count_if(contract_type = 'call'),
                            count_if(contract_type = 'put'), min(strike_price), max(strike_price),
                            coalesce(sum(volume) FILTER (contract_type = 'call'), 0) AS calls,
                            coalesce(sum(volume) FILTER (contract_type = 'put'), 0) AS puts,
                            CASE WHEN calls > 0 THEN puts / calls END
                        FROM bronze.options_daily GROUP BY date, underlying, expiration_date
                        ORDER BY month(date), 'O:' || underlying || strftime(expiration_date, '%y%m%d'), date"""));
    }

    @Test
    void a_lost_or_broken_table_comes_back_byte_for_byte_and_the_others_are_left_alone(@TempDir Path own)
            throws IOException {
        ingest(source, own, null);
        Map<String, String> before = bytes(own);
        FileTime old = FileTime.fromMillis(0);
        for (String lost : TABLES) {
            for (String table : TABLES) {
                Files.setLastModifiedTime(file(own, table), old);
            }
            Files.delete(file(own, lost));
            ingest(source, own, null);
            assertThat(bytes(own)).isEqualTo(before);
            assertThat(TABLES)
                    .filteredOn(table -> file(own, table).toFile().lastModified() != 0)
                    .containsExactly(lost);
        }
        Files.writeString(file(own, "stocks/daily_stats"), "no table");
        Files.delete(own.resolve("metadata/tables.tsv"));
        ingest(source, own, null);
        assertThat(bytes(own)).isEqualTo(before);
    }

    @Test
    void a_month_at_once_and_session_by_session_end_in_the_same_tables(@TempDir Path once, @TempDir Path stepwise)
            throws IOException {
        ingest(source, once, NOVEMBER);
        for (LocalDate session : MARKET.sessions().subList(0, 19)) {
            ingest(source, stepwise, SessionRange.of(session));
        }
        assertThat(bytes(stepwise)).isEqualTo(bytes(once));
    }

    @Test
    void a_corrected_file_changes_the_tables_to_what_they_would_have_been(
            @TempDir Path corrected, @TempDir Path own, @TempDir Path fresh) throws IOException {
        ingest(source, own, NOVEMBER);
        SyntheticMarket other = SyntheticMarket.of(22, 11, 8);
        for (LocalDate session : MARKET.sessions()) {
            SyntheticMarket market = session.equals(MARKET.sessions().get(4)) ? other : MARKET;
            write(market, corrected, STOCKS_DAILY, session);
            write(market, corrected, OPTIONS_DAILY, session);
        }
        ingest(corrected, own, NOVEMBER);
        ingest(corrected, fresh, NOVEMBER);
        for (String table : List.of("stocks/symbols", "options/contracts", "options/chains")) {
            assertThat(bytes(own).get(table)).isEqualTo(bytes(fresh).get(table));
        }
    }

    private static List<SessionReport> ingest(Path from, Path into, @Nullable SessionRange range) {
        try (Quantmini quantmini = Quantmini.open(into)) {
            return quantmini
                    .pipeline()
                    .source(FlatFiles.directory(from))
                    .datasets(STOCKS_DAILY, STOCKS_MINUTE, OPTIONS_DAILY)
                    .sessions(range)
                    .run()
                    .files();
        }
    }

    /** What DuckDB answers over the lake's views and tables, as text: numbers to eleven digits. */
    private static List<List<String>> rows(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET VARIABLE lake = '" + lake + "'");
            statement.execute(Files.readString(lake.resolve("metadata/lake.sql")));
            for (String table : TABLES) {
                statement.execute("CREATE VIEW " + table.substring(table.indexOf('/') + 1) + " AS FROM read_parquet('"
                        + file(lake, table) + "')");
            }
            List<List<String>> rows = new ArrayList<>();
            try (ResultSet answer = statement.executeQuery(sql)) {
                while (answer.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= answer.getMetaData().getColumnCount(); i++) {
                        Object value = answer.getObject(i);
                        row.add(
                                value instanceof Double number
                                        ? String.format(Locale.ROOT, "%.10e", number)
                                        : String.valueOf(value));
                    }
                    rows.add(row);
                }
            }
            return rows;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> bytes(Path of) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (String table : TABLES) {
            contents.put(table, HexFormat.of().formatHex(Files.readAllBytes(file(of, table))));
        }
        return contents;
    }

    private static Path file(Path of, String table) {
        return of.resolve("metadata").resolve(table + ".parquet");
    }

    private static void write(SyntheticMarket market, Path root, Dataset dataset, LocalDate session)
            throws IOException {
        Path file = root.resolve(dataset.key(session));
        Files.createDirectories(file.getParent());
        Files.write(file, market.flatFile(dataset, session));
    }
}
