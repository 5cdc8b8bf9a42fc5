package io.quantmini.query;

import static io.quantmini.lake.Layer.BRONZE;
import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.QuantminiException;
import io.quantmini.ResourceLimitException;
import io.quantmini.batch.BatchStream;
import io.quantmini.batch.RowStream;
import io.quantmini.query.QueryException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements that want more than there is: of memory, of time, of stack. */
class BombTest {
    private static final long MIB = 1 << 20;

    @TempDir
    Path directory;

    private final BufferAllocator allocator = new RootAllocator(64 * MIB);
    private Path temp;
    private BarLake lake;
    private DuckDbQueryEngine engine;

    @BeforeEach
    void open() throws IOException {
        temp = Files.createDirectory(directory.resolve("temp"));
        lake = new BarLake(directory.resolve("lake"));
        lake.session(STOCKS_DAILY, BRONZE, List.of(TestBar.day("AAPL", LocalDate.of(2024, 12, 2))));
        engine = DuckDbQueryEngine.open(
                lake.lake(), new QuerySettings(64 * MIB, 2, temp).timeLimit(Duration.ofSeconds(2)));
    }

    /** The same engine answers the next question, and all is given back. */
    @AfterEach
    void close() throws IOException {
        try (BatchStream rows = engine.sql("select count(*) from bronze.stocks_daily", List.of(), allocator)) {
            assertThat(RowStream.drain(rows)).isEqualTo(List.of(List.of(1L)));
        }
        engine.close();
        allocator.close();
        try (Stream<Path> left = Files.list(temp)) {
            assertThat(left).isEmpty();
        }
    }

    private void drain(String select) {
        try (BatchStream rows = engine.sql(select, List.of(), allocator)) {
            while (rows.advance()) {
                assertThat(rows.batch().getRowCount()).isPositive();
            }
        }
    }

    static Stream<String> endless() {
        return Stream.of(
                "select count(*) from range(1000000000000) where hash(range) = 1",
                "with recursive t(n) as (select 1 union all select n + 1 from t) select max(n) from t",
                "with recursive t(n) as (select 1 union all select n + 1 from t) select n from t",
                "with recursive t(n) as (select 1 union all select a.n + 1 from t a, t b) select count(*) from t",
                "select count(*) from range(1000000000) a, range(1000000000) b where hash(a.range, b.range) = 7",
                "select a.range, b.range, c.range from range(100000) a, range(100000) b, range(100000) c",
                "select count(*) from range(1000000) a join range(1000000) b on a.range < b.range where a.range * b.range = 7",
                "select max(s) from (select sum(a.range) over (order by hash(a.range, b.range)) s"
                        + " from range(100000) a, range(100000) b)",
                "select count(*) from bronze.stocks_daily s, range(1000000000000) r where hash(r.range) = 1");
    }

    @ParameterizedTest
    @MethodSource("endless")
    void an_endless_statement_hits_the_time_limit_or_the_memory_limit(String select) {
        assertThatThrownBy(() -> drain(select)).isInstanceOfSatisfying(QuantminiException.class, e -> {
            boolean timeout = e instanceof QueryException query && query.reason() == Reason.TIMEOUT;
            assertThat(timeout || e instanceof ResourceLimitException)
                    .as("%s", e)
                    .isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select len(list(range)) from range(1000000000)",
                "select list(a.range * b.range) from range(20000) a, range(20000) b",
                "select length(string_agg(repeat('x', 1000), '')) from range(10000000)",
                "with recursive t(n, s) as (select 1, 'x' union all select n + 1, s || s from t where n < 31)"
                        + " select max(length(s)) from t",
                "select map_from_entries(list((range, range))) from range(100000000)",
                "select histogram(range) from range(100000000)",
                "select quantile_cont(range, 0.5) from range(1000000000)",
                "select mode(range) from range(1000000000)"
            })
    void an_aggregate_without_bound_hits_a_limit(String select) {
        assertThatThrownBy(() -> drain(select)).isInstanceOfSatisfying(QuantminiException.class, e -> {
            boolean timeout = e instanceof QueryException query && query.reason() == Reason.TIMEOUT;
            assertThat(timeout || e instanceof ResourceLimitException)
                    .as("%s", e)
                    .isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select length(repeat('x', 4000000000))",
                "select length(repeat(symbol, 1000000)) from bronze.stocks_daily",
                "select length(repeat(symbol, volume::int)) from bronze.stocks_daily",
                "select length(symbol.repeat(1000000)) from bronze.stocks_daily",
                "select repeat(a, 10000) from (select repeat(symbol, 10000) as a from bronze.stocks_daily)",
                "select length(lpad('x', 1000000000, 'y'))",
                "select length(rpad(symbol, 1000000000, 'y')) from bronze.stocks_daily",
                "select len(range(300000000))",
                "select len(range(1, 300000000, 1))",
                "select list_sum(generate_series(0, 200000000))",
                "select len(list_transform(range(30000), lambda x: range(30000)))",
                "select len(range(volume::bigint)) from bronze.stocks_daily",
                "select len(range(timestamp '2000-01-01', timestamp '2025-01-01', interval 1 microsecond))",
                "select len(list_resize([1], 1000000000))",
                "select len(array_resize([1], 1000000000))",
                "select bit_count(bitstring('1', 1000000000))",
                "select length(format('{:>1000000000}', 'x'))",
                "select length(printf('%1000000000d', 1))",
                "select length(format(symbol, 1)) from bronze.stocks_daily"
            })
    void a_value_that_would_be_made_in_one_go_is_refused_by_its_size(String select) {
        assertThatThrownBy(() -> drain(select))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED));
    }

    @Test
    void sizes_that_people_ask_for_are_answered() {
        try (BatchStream rows = engine.sql(
                "select repeat('#', 40), lpad('7', 3, '0'), len(range(1000)), len([x for x in range(0, 10)]),"
                        + " format('{:>8}', 'x'), printf('%05.2f', 1.5)",
                List.of(), allocator)) {
            assertThat(RowStream.drain(rows))
                    .isEqualTo(List.of(List.of("#".repeat(40), "007", 1000L, 10L, "       x", "01.50")));
        }
    }

    @Test
    void a_batch_larger_than_the_callers_allocator_is_a_typed_error() {
        assertThatThrownBy(() -> drain("select repeat('x', 10000) as a from range(100000)"))
                .isInstanceOf(ResourceLimitException.class);
    }

    @Test
    void past_the_limit_of_the_process_a_question_ends() {
        String endless = "select count(*) from range(1000000000000) where hash(range) = 1";
        QuerySettings settings = new QuerySettings(64 * MIB, 2, temp).processBytes(64 * MIB);
        try (DuckDbQueryEngine small = DuckDbQueryEngine.open(lake.lake(), settings)) {
            assertThatThrownBy(() -> {
                        try (BatchStream rows = small.sql(endless, List.of(), allocator)) {
                            assertThat(rows.advance()).isTrue();
                        }
                    })
                    .isInstanceOf(ResourceLimitException.class)
                    .hasMessageContaining("bytes of the process");
        }
    }
}
