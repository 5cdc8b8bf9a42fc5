package io.quantmini.query;

import static io.quantmini.lake.Layer.BRONZE;
import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static io.quantmini.market.Dataset.STOCKS_MINUTE;
import static io.quantmini.query.SqlLake.FRIDAY;
import static io.quantmini.query.SqlLake.MONDAY;
import static io.quantmini.query.SqlLake.days;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.ResourceLimitException;
import io.quantmini.batch.BatchStream;
import io.quantmini.batch.CollectedRows;
import io.quantmini.batch.RowStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers to statements: how large they may be, who may ask at once, and what is given back when. */
class SqlAnswersTest {
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
    void more_rows_than_were_to_be_collected_are_a_typed_error() {
        assertThatThrownBy(() -> CollectedRows.of(
                        () -> sql.engine.sql("select range from range(11)", List.of(), sql.allocator), 10))
                .isInstanceOf(ResourceLimitException.class)
                .hasMessageContaining("at most 10 rows");
    }

    @Test
    void what_does_not_fit_the_memory_is_a_typed_error_and_the_engine_goes_on() {
        assertThatThrownBy(() -> sql.rows("select len(list(a.range * b.range)) from range(20000) a, range(20000) b"))
                .isInstanceOf(ResourceLimitException.class)
                .hasMessageContaining("raise the memory limit");

        assertThat(sql.rows("select 1::int")).isEqualTo(List.of(List.of(1)));
    }

    @Test
    void threads_ask_side_by_side() throws Exception {
        sql.lake.settled(STOCKS_DAILY, BRONZE, days(FRIDAY, "AAPL", "MSFT"));
        sql.lake.session(STOCKS_MINUTE, BRONZE, TestBar.minutes("AAPL", MONDAY).subList(0, 200));
        List<Callable<Void>> askers = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            askers.add(() -> {
                for (int i = 0; i < 10; i++) {
                    assertThat(sql.rows("select count(*) from bronze.stocks_daily where symbol <> ?", "AAPL"))
                            .isEqualTo(List.of(List.of(1L)));
                    assertThat(sql.rows("with s as (from bronze.stocks_minute) select count(*) from s"))
                            .isEqualTo(List.of(List.of(200L)));
                    assertThatThrownBy(() -> sql.rows("from read_csv('/etc/passwd')"))
                            .isInstanceOf(QueryException.class);
                }
                return null;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (Future<Void> done : threads.invokeAll(askers)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_stream_closed_early_frees_everything() {
        sql.lake.session(STOCKS_MINUTE, BRONZE, TestBar.minutes("AAPL", MONDAY));
        BatchStream rows =
                sql.engine.sql("select s.* from bronze.stocks_minute s, range(10000)", List.of(), sql.allocator);
        assertThat(rows.advance()).isTrue();
        assertThat(sql.allocator.getAllocatedMemory()).isPositive();

        rows.close();
        rows.close();

        assertThat(sql.allocator.getAllocatedMemory()).isZero();
        assertThatThrownBy(rows::batch).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void an_open_stream_outlives_the_engine_and_nothing_else_does() {
        BatchStream rows = sql.engine.sql("select range from range(100000)", List.of(), sql.allocator);
        sql.engine.close();

        assertThat(RowStream.drain(rows)).hasSize(100_000);
        rows.close();
        assertThatThrownBy(() -> sql.rows("select 1")).hasMessageContaining("the engine is closed");
    }

    @Test
    void a_batch_is_there_only_between_advance_and_the_end() {
        try (BatchStream rows = sql.engine.sql("select 1", List.of(), sql.allocator)) {
            assertThatThrownBy(rows::batch).isInstanceOf(IllegalStateException.class);
            assertThat(rows.advance()).isTrue();
            assertThat(rows.batch().getRowCount()).isEqualTo(1);
            assertThat(rows.advance()).isFalse();
            assertThatThrownBy(rows::batch).isInstanceOf(IllegalStateException.class);
        }
    }
}
