package io.quantmini.query;

import static io.quantmini.lake.Layer.BRONZE;
import static io.quantmini.lake.Layer.SILVER;
import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static io.quantmini.query.SqlLake.FRIDAY;
import static io.quantmini.query.SqlLake.MONDAY;
import static io.quantmini.query.SqlLake.days;
import static io.quantmini.query.SqlLake.drain;
import static io.quantmini.query.SqlLake.reason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.batch.BatchStream;
import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import io.quantmini.query.QueryException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which tables and values a statement sees, and what it is told when it is wrong. */
class SqlTablesTest {
    @TempDir
    Path directory;

    private SqlLake sql;

    @BeforeEach
    void open() throws IOException {
        sql = new SqlLake(directory);
    }

    @AfterEach
    void close() throws IOException {
        sql.close();
    }

    @Test
    void both_tiers_are_one_table() {
        sql.lake.settled(STOCKS_DAILY, BRONZE, days(FRIDAY, "AAPL", "MSFT", "NULL"));
        sql.lake.session(STOCKS_DAILY, BRONZE, days(MONDAY, "AAPL", "NULL"));

        assertThat(sql.rows("select symbol, count(*) from bronze.stocks_daily group by symbol order by symbol"))
                .isEqualTo(List.of(List.of("AAPL", 2L), List.of("MSFT", 1L), List.of("NULL", 2L)));
    }

    @Test
    void a_dataset_without_files_is_an_empty_table_with_bronzes_columns() {
        for (Dataset dataset : Dataset.shipped()) {
            for (String layer : List.of("bronze", "silver")) {
                try (BatchStream rows = sql.engine.sql("from " + layer + "." + dataset, List.of(), sql.allocator)) {
                    List<Field> expected = BarSchema.bronze(dataset).getFields();
                    assertThat(rows.schema().getFields())
                            .extracting(Field::getName)
                            .isEqualTo(expected.stream().map(Field::getName).toList());
                    assertThat(rows.schema().getFields())
                            .extracting(Field::getType)
                            .isEqualTo(expected.stream().map(Field::getType).toList());
                    assertThat(rows.advance()).isFalse();
                }
            }
        }
    }

    @Test
    void the_columns_of_a_table_with_files_are_bronzes() {
        sql.lake.session(STOCKS_DAILY, BRONZE, days(MONDAY, "AAPL"));

        try (BatchStream rows = sql.engine.sql("from bronze.stocks_daily", List.of(), sql.allocator)) {
            assertThat(rows.schema().getFields())
                    .extracting(Field::getType)
                    .isEqualTo(BarSchema.bronze(STOCKS_DAILY).getFields().stream()
                            .map(Field::getType)
                            .toList());
        }
    }

    @Test
    void features_that_only_some_files_have_are_null_in_the_others() {
        sql.lake.settledWith(STOCKS_DAILY, SILVER, days(FRIDAY, "AAPL"), ", 1.5::double as old");
        sql.lake.settledWith(STOCKS_DAILY, SILVER, days(MONDAY, "AAPL"), ", 2.5::double as new");

        assertThat(sql.rows("select old, new from silver.stocks_daily order by date"))
                .isEqualTo(List.of(Arrays.asList(1.5, null), Arrays.asList(null, 2.5)));
    }

    @Test
    void values_come_as_parameters() {
        sql.lake.settled(STOCKS_DAILY, BRONZE, days(MONDAY, "AAPL", "A'B", "MSFT"));

        assertThat(sql.rows("select symbol from bronze.stocks_daily where symbol = ? and date = ?", "A'B", MONDAY))
                .isEqualTo(List.of(List.of("A'B")));
        assertThat(sql.rows(
                        "select count(*) from bronze.stocks_daily where symbol in (select unnest(?))",
                        List.of("MSFT", "AAPL", "?")))
                .isEqualTo(List.of(List.of(2L)));
        assertThat(sql.rows(
                        "select ?::int, ?::bigint, ?::double, ?::boolean, ?::varchar, ?::timestamptz",
                        7,
                        8L,
                        2.5,
                        true,
                        null,
                        Instant.ofEpochSecond(1)))
                .isEqualTo(List.of(Arrays.asList(7, 8L, 2.5, true, null, 1_000_000L)));
        assertThatThrownBy(() -> sql.rows("select ?"))
                .hasMessageContaining("expected 1 parameters, got 0")
                .satisfies(e -> assertThat(reason(e)).isEqualTo(Reason.INVALID));
        assertThatThrownBy(() -> sql.rows("select ?", new Object()))
                .hasMessageContaining("cannot take parameter 1")
                .satisfies(e -> assertThat(reason(e)).isEqualTo(Reason.INVALID));
    }

    @Test
    void reference_tables_are_there_once_they_were_imported() {
        assertThatThrownBy(() -> sql.rows("from reference.splits"))
                .hasMessageContaining("import reference data first")
                .satisfies(e -> assertThat(reason(e)).isEqualTo(Reason.INVALID));

        sql.lake.reference("splits", "select 'AAPL' as ticker, date '2020-08-31' as date");

        assertThat(sql.rows("select ticker from Reference.SPLITS")).isEqualTo(List.of(List.of("AAPL")));
    }

    @Test
    void a_wrong_statement_is_invalid_and_says_where() {
        for (String wrong : List.of(
                "select colse from bronze.stocks_daily",
                "select 1 +",
                "select nothing_of_that_name(1)",
                "select symbol + interval 1 day from bronze.stocks_daily")) {
            assertThatThrownBy(() -> sql.rows(wrong))
                    .as(wrong)
                    .isInstanceOf(QueryException.class)
                    .satisfies(e -> assertThat(reason(e)).isEqualTo(Reason.INVALID));
        }
        assertThatThrownBy(() -> sql.rows("select 'x'::int from range(3)"))
                .satisfies(e -> assertThat(reason(e)).isEqualTo(Reason.FAILED));
    }

    @Test
    void a_failure_in_the_middle_of_a_stream_is_told() {
        String late =
                "select case when range = 9000000 then error('Parser Error: boom') else 'x' end from range(10000000)";
        try (BatchStream rows = sql.engine.sql(late, List.of(), sql.allocator)) {
            assertThat(rows.advance()).isTrue();
            assertThatThrownBy(() -> drain(rows))
                    .hasMessageContaining("boom")
                    .satisfies(e -> assertThat(reason(e)).isEqualTo(Reason.FAILED));
        }
    }
}
