package io.quantmini.query;

import static io.quantmini.market.Dataset.OPTIONS_DAILY;
import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static io.quantmini.market.Dataset.STOCKS_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.lake.Lake;
import io.quantmini.lake.LakeComparison;
import io.quantmini.lake.Layer;
import io.quantmini.lake.LedgerEntry;
import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import io.quantmini.market.TradingCalendar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code metadata/lake.sql} as DuckDB's command line runs it. */
class LakeViewsTest {
    @TempDir
    private Path directory;

    private Connection connection;
    private BarLake bars;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        bars = new BarLake(directory.resolve("it's a [lake]* of 100%"));
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void the_views_hold_session_files_and_settled_ones_and_follow_each_commit() throws Exception {
        bars.settled(STOCKS_MINUTE, Layer.BRONZE, List.of(bar("TpA", "2025-01-02", 1), bar("CON", "2025-01-03", 2)));
        LedgerEntry session = bars.session(STOCKS_MINUTE, Layer.BRONZE, List.of(bar("NULL", "2025-02-03", 4)));
        readViews();
        assertThat(ask("SELECT string_agg(symbol, ' ' ORDER BY symbol), sum(close)::INT FROM bronze.stocks_minute"))
                .containsExactly("CON NULL TpA", "7");

        bars.session(STOCKS_MINUTE, Layer.BRONZE, List.of(bar("NULL", "2025-02-03", 8)), session.unit());
        readViews();
        assertThat(ask("SELECT count(*), sum(close)::INT FROM bronze.stocks_minute"))
                .containsExactly("3", "11");
        assertThat(ask("SELECT count(*), sum(rows)::INT FROM lake_files")).containsExactly("3", "3");
    }

    @Test
    void files_without_a_ledger_line_are_not_in_them() throws Exception {
        bars.settled(STOCKS_DAILY, Layer.BRONZE, List.of(bar("AAPL", "2025-01-02", 1)));
        Path file = lake().paths()
                .resolve(lake().catalog()
                        .files(STOCKS_DAILY, Layer.BRONZE)
                        .get(0)
                        .path());
        Files.copy(file, file.resolveSibling("part-0000000000000000.parquet"));
        readViews();
        assertThat(ask("SELECT count(*) FROM bronze.stocks_daily")).containsExactly("1");
    }

    @Test
    void a_dataset_without_files_is_an_empty_table_of_bars() throws Exception {
        bars.settled(STOCKS_DAILY, Layer.BRONZE, List.of(bar("AAPL", "2025-01-02", 1)));
        readViews();
        for (Dataset dataset : List.of(STOCKS_MINUTE, OPTIONS_DAILY)) {
            for (Layer layer : Layer.values()) {
                String view = layer.directory() + "." + dataset;
                assertThat(ask("SELECT count(*) FROM " + view)).containsExactly("0");
                assertThat(ask("SELECT string_agg(column_name, ' ') FROM (DESCRIBE " + view + ")"))
                        .containsExactly(String.join(
                                " ",
                                BarSchema.bronze(dataset).getFields().stream()
                                        .map(Field::getName)
                                        .toList()));
            }
        }
        bars.settled(OPTIONS_DAILY, Layer.BRONZE, List.of(bar("O:SPY250117C00500000", "2025-01-02", 1)));
        List<String> empty = ask("SELECT string_agg(column_type, ' ') FROM (DESCRIBE bronze.options_daily)");
        readViews();
        assertThat(ask("SELECT string_agg(column_type, ' ') FROM (DESCRIBE bronze.options_daily)"))
                .isEqualTo(empty);
    }

    @Test
    void silver_of_two_feature_sets_meets_by_column_name() throws Exception {
        bars.settledWith(STOCKS_DAILY, Layer.SILVER, List.of(bar("AAPL", "2025-01-02", 1)), ", 1.5 AS one");
        bars.settledWith(STOCKS_DAILY, Layer.SILVER, List.of(bar("AAPL", "2025-02-03", 2)), ", 2.5 AS two");
        readViews();
        assertThat(ask("SELECT sum(one)::VARCHAR, sum(two)::VARCHAR FROM silver.stocks_daily"))
                .containsExactly("1.5", "2.5");
    }

    @Test
    void a_lake_without_a_commit_has_views_without_rows() throws Exception {
        lake().openForWriting().close();
        readViews();
        assertThat(ask("SELECT count(*) FROM silver.options_minute")).containsExactly("0");
    }

    @Test
    void a_last_line_in_the_making_does_not_count_and_any_other_damage_is_an_error() throws Exception {
        bars.settled(STOCKS_DAILY, Layer.BRONZE, List.of(bar("AAPL", "2025-01-02", 1)));
        bars.settled(STOCKS_DAILY, Layer.BRONZE, List.of(bar("AAPL", "2025-02-03", 2)));
        Path ledger = lake().paths().ledger();
        String sound = Files.readString(ledger);

        Files.writeString(ledger, "{\"v\":1,\"unit\":\"0123", StandardOpenOption.APPEND);
        readViews();
        assertThat(ask("SELECT count(*) FROM bronze.stocks_daily")).containsExactly("2");

        Files.writeString(ledger, sound.replaceFirst("\"}\n", "\"\n"));
        assertThatThrownBy(this::readViews).hasMessageContaining("[ledger.jsonl line 1] cannot read");

        Files.writeString(ledger, sound.substring(0, sound.length() - 2) + "\n");
        assertThatThrownBy(this::readViews).hasMessageContaining("[ledger.jsonl line 2] cannot read");

        Files.writeString(ledger, sound.substring(0, sound.length() - 1) + "\u000b");
        assertThatThrownBy(this::readViews).hasMessageContaining("[ledger.jsonl line 2] cannot read");

        Files.writeString(ledger, sound.substring(0, sound.length() - 40) + "\0".repeat(39) + "\n");
        readViews();
        assertThat(ask("SELECT count(*) FROM bronze.stocks_daily")).containsExactly("1");

        Files.writeString(ledger, sound.replaceFirst("\"v\":1", "\"v\":2"));
        assertThatThrownBy(this::readViews)
                .hasMessageContaining("[ledger.jsonl line 1] cannot read: expected version 1");
    }

    @Test
    void a_list_of_files_that_is_not_what_the_ledger_says_is_an_error() throws Exception {
        LedgerEntry unit = bars.settled(
                STOCKS_MINUTE, Layer.BRONZE, List.of(bar("A", "2025-01-02", 1), bar("B", "2025-01-02", 2)));
        Path manifest =
                lake().paths().resolve(Objects.requireNonNull(unit.files()).manifest());
        List<String> lines = Files.readAllLines(manifest);
        Files.write(manifest, lines.subList(0, 2));
        assertThatThrownBy(this::readViews).hasMessageContaining("it is not what the ledger says");
    }

    @Test
    void lost_or_edited_scripts_come_back_and_do_not_make_lakes_different() throws Exception {
        bars.settled(STOCKS_DAILY, Layer.BRONZE, List.of(bar("AAPL", "2025-01-02", 1)));
        Path python = lake().paths().metadata().resolve("lake.py");
        String text = Files.readString(python);
        Files.writeString(python, "edited");
        Files.delete(script());
        lake().openForWriting().close();
        assertThat(python).hasContent(text);
        assertThat(script()).exists();
        BarLake other = new BarLake(directory.resolve("other"));
        other.settled(STOCKS_DAILY, Layer.BRONZE, List.of(bar("AAPL", "2025-01-02", 1)));
        Files.delete(other.lake().paths().metadata().resolve("lake.sql"));
        assertThat(LakeComparison.differences(lake().root(), other.lake().root()))
                .isEmpty();
    }

    private Lake lake() {
        return bars.lake();
    }

    private Path script() {
        return lake().paths().metadata().resolve("lake.sql");
    }

    private void readViews() throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET VARIABLE lake = '" + lake().root().toString().replace("'", "''") + "'");
            statement.execute(Files.readString(script()));
        }
    }

    private List<String> ask(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            List<String> values = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                values.add(rows.getString(i));
            }
            return values;
        }
    }

    private static TestBar bar(String ticker, String date, double close) {
        LocalDate session = LocalDate.parse(date);
        long midnight = TestBar.micros(session.atStartOfDay(TradingCalendar.ZONE));
        return new TestBar(ticker, session, midnight, close, close, close, close, 10, 1);
    }
}
