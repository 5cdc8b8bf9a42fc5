package io.quantmini.query;

import static io.quantmini.lake.Layer.BRONZE;
import static io.quantmini.lake.Layer.SILVER;
import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static io.quantmini.market.Dataset.STOCKS_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.ResourceLimitException;
import io.quantmini.batch.BatchStream;
import io.quantmini.batch.CollectedRows;
import io.quantmini.batch.RowStream;
import io.quantmini.lake.ConcurrentCommitException;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.LedgerEntry;
import io.quantmini.lake.PartitionException;
import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import io.quantmini.query.QueryException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlTest {
    private static final LocalDate FRIDAY = LocalDate.of(2024, 11, 29);
    private static final LocalDate MONDAY = LocalDate.of(2024, 12, 2);

    @TempDir
    Path directory;

    private final BufferAllocator allocator = new RootAllocator();
    private Path temp;
    private BarLake lake;
    private DuckDbQueryEngine engine;

    @BeforeEach
    void open() throws IOException {
        temp = Files.createDirectory(directory.resolve("temp"));
        lake = new BarLake(directory.resolve("lake"));
        engine = DuckDbQueryEngine.open(lake.lake(), new QuerySettings(64 << 20, 2, temp));
    }

    @AfterEach
    void close() throws IOException {
        engine.close();
        allocator.close();
        try (Stream<Path> left = Files.list(temp)) {
            assertThat(left).isEmpty();
        }
    }

    private List<List<@Nullable Object>> rows(String select, @Nullable Object... parameters) {
        try (BatchStream rows = engine.sql(select, Arrays.asList(parameters), allocator)) {
            return RowStream.drain(rows);
        }
    }

    private static void drain(BatchStream rows) {
        while (rows.advance()) {
            assertThat(rows.batch().getRowCount()).isPositive();
        }
    }

    private static List<TestBar> days(LocalDate date, String... tickers) {
        return Stream.of(tickers).map(ticker -> TestBar.day(ticker, date)).toList();
    }

    private static Reason reason(Throwable failure) {
        return ((QueryException) failure).reason();
    }

    @Test
    void both_tiers_are_one_table() {
        lake.settled(STOCKS_DAILY, BRONZE, days(FRIDAY, "AAPL", "MSFT", "NULL"));
        lake.session(STOCKS_DAILY, BRONZE, days(MONDAY, "AAPL", "NULL"));

        assertThat(rows("select symbol, count(*) from bronze.stocks_daily group by symbol order by symbol"))
                .isEqualTo(List.of(List.of("AAPL", 2L), List.of("MSFT", 1L), List.of("NULL", 2L)));
    }

    @Test
    void a_dataset_without_files_is_an_empty_table_with_bronzes_columns() {
        for (Dataset dataset : Dataset.shipped()) {
            for (String layer : List.of("bronze", "silver")) {
                try (BatchStream rows = engine.sql("from " + layer + "." + dataset, List.of(), allocator)) {
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
        lake.session(STOCKS_DAILY, BRONZE, days(MONDAY, "AAPL"));

        try (BatchStream rows = engine.sql("from bronze.stocks_daily", List.of(), allocator)) {
            assertThat(rows.schema().getFields())
                    .extracting(Field::getType)
                    .isEqualTo(BarSchema.bronze(STOCKS_DAILY).getFields().stream()
                            .map(Field::getType)
                            .toList());
        }
    }

    @Test
    void features_that_only_some_files_have_are_null_in_the_others() {
        lake.settledWith(STOCKS_DAILY, SILVER, days(FRIDAY, "AAPL"), ", 1.5::double as old");
        lake.settledWith(STOCKS_DAILY, SILVER, days(MONDAY, "AAPL"), ", 2.5::double as new");

        assertThat(rows("select old, new from silver.stocks_daily order by date"))
                .isEqualTo(List.of(Arrays.asList(1.5, null), Arrays.asList(null, 2.5)));
    }

    @Test
    void values_come_as_parameters() {
        lake.settled(STOCKS_DAILY, BRONZE, days(MONDAY, "AAPL", "A'B", "MSFT"));

        assertThat(rows("select symbol from bronze.stocks_daily where symbol = ? and date = ?", "A'B", MONDAY))
                .isEqualTo(List.of(List.of("A'B")));
        assertThat(rows(
                        "select count(*) from bronze.stocks_daily where symbol in (select unnest(?))",
                        List.of("MSFT", "AAPL", "?")))
                .isEqualTo(List.of(List.of(2L)));
        assertThat(rows(
                        "select ?::int, ?::bigint, ?::double, ?::boolean, ?::varchar, ?::timestamptz",
                        7,
                        8L,
                        2.5,
                        true,
                        null,
                        Instant.ofEpochSecond(1)))
                .isEqualTo(List.of(Arrays.asList(7, 8L, 2.5, true, null, 1_000_000L)));
        assertThatThrownBy(() -> rows("select ?"))
                .hasMessageContaining("expected 1 parameters, got 0")
                .satisfies(e -> assertThat(reason(e)).isEqualTo(Reason.INVALID));
        assertThatThrownBy(() -> rows("select ?", new Object()))
                .hasMessageContaining("cannot take parameter 1")
                .satisfies(e -> assertThat(reason(e)).isEqualTo(Reason.INVALID));
    }

    @Test
    void reference_tables_are_there_once_they_were_imported() {
        assertThatThrownBy(() -> rows("from reference.splits"))
                .hasMessageContaining("import reference data first")
                .satisfies(e -> assertThat(reason(e)).isEqualTo(Reason.INVALID));

        lake.reference("splits", "select 'AAPL' as ticker, date '2020-08-31' as date");

        assertThat(rows("select ticker from Reference.SPLITS")).isEqualTo(List.of(List.of("AAPL")));
    }

    @Test
    void a_wrong_statement_is_invalid_and_says_where() {
        for (String wrong : List.of(
                "select colse from bronze.stocks_daily",
                "select 1 +",
                "select nothing_of_that_name(1)",
                "select symbol + interval 1 day from bronze.stocks_daily")) {
            assertThatThrownBy(() -> rows(wrong))
                    .as(wrong)
                    .isInstanceOf(QueryException.class)
                    .satisfies(e -> assertThat(reason(e)).isEqualTo(Reason.INVALID));
        }
        assertThatThrownBy(() -> rows("select 'x'::int from range(3)"))
                .satisfies(e -> assertThat(reason(e)).isEqualTo(Reason.FAILED));
    }

    @Test
    void a_failure_in_the_middle_of_a_stream_is_told() {
        String late =
                "select case when range = 9000000 then error('Parser Error: boom') else 'x' end from range(10000000)";
        try (BatchStream rows = engine.sql(late, List.of(), allocator)) {
            assertThat(rows.advance()).isTrue();
            assertThatThrownBy(() -> drain(rows))
                    .hasMessageContaining("boom")
                    .satisfies(e -> assertThat(reason(e)).isEqualTo(Reason.FAILED));
        }
    }

    @Test
    void a_damaged_file_is_never_read() throws IOException {
        lake.session(STOCKS_DAILY, BRONZE, days(MONDAY, "AAPL"));
        LakeFile file = lake.lake().catalog().files(STOCKS_DAILY, BRONZE).get(0);
        Path path = lake.lake().paths().resolve(file.path());
        byte[] bytes = Files.readAllBytes(path);
        bytes[10] ^= 1;
        Files.write(path, bytes);

        assertThatThrownBy(() -> rows("select count(*) from bronze.stocks_daily"))
                .isInstanceOf(PartitionException.class)
                .hasMessageContaining(file.path());
        assertThat(rows("select count(*) from bronze.stocks_minute")).isEqualTo(List.of(List.of(0L)));
    }

    @Test
    void a_file_that_is_gone_without_a_newer_commit_is_named() throws IOException {
        lake.session(STOCKS_DAILY, BRONZE, days(MONDAY, "AAPL"));
        LakeFile file = lake.lake().catalog().files(STOCKS_DAILY, BRONZE).get(0);
        Files.delete(lake.lake().paths().resolve(file.path()));

        assertThatThrownBy(() -> rows("from bronze.stocks_daily"))
                .isInstanceOf(PartitionException.class)
                .hasMessageContaining(file.path());
    }

    @Test
    void a_stream_that_loses_a_file_to_a_commit_says_so() {
        List<TestBar> stored = new ArrayList<>();
        for (int day = 2; day <= 13; day++) {
            stored.addAll(days(LocalDate.of(2024, 12, day), "AAPL"));
        }
        String unit = lake.sessions(STOCKS_DAILY, BRONZE, stored).unit();
        // One row makes nearly as much as the stream holds ahead, so that most files are still to be opened.
        String many = "select symbol, unnest(range(1000000)) from bronze.stocks_daily";
        try (BatchStream rows = engine.sql(many, List.of(), allocator)) {
            assertThat(rows.advance()).isTrue();
            lake.settled(STOCKS_DAILY, BRONZE, stored, unit);

            assertThatThrownBy(() -> drain(rows)).isInstanceOf(ConcurrentCommitException.class);
        }
        assertThat(rows("select count(*) from bronze.stocks_daily")).isEqualTo(List.of(List.of(12L)));
    }

    @Test
    void collected_rows_are_asked_for_again_when_a_commit_took_a_file_away() {
        List<TestBar> stored = new ArrayList<>();
        for (int day = 2; day <= 13; day++) {
            stored.addAll(days(LocalDate.of(2024, 12, day), "AAPL"));
        }
        String unit = lake.sessions(STOCKS_DAILY, BRONZE, stored).unit();
        AtomicInteger asked = new AtomicInteger();

        CollectedRows rows = CollectedRows.of(
                () -> {
                    if (asked.incrementAndGet() == 1) {
                        loseAFile(stored, unit);
                    }
                    return engine.sql(
                            "select date, 1.5::double as d from bronze.stocks_daily order by 1", List.of(), allocator);
                },
                12);

        assertThat(asked).hasValue(2);
        assertThat(rows.columns()).containsExactly("date", "d");
        assertThat(rows.rows()).hasSize(12).startsWith(List.of(MONDAY, 1.5));
    }

    /** Reads until a commit has taken away what is read. */
    private void loseAFile(List<TestBar> stored, String unit) {
        // One row makes nearly as much as the stream holds ahead, so that most files are still to be opened.
        try (BatchStream rows =
                engine.sql("select symbol, unnest(range(1000000)) from bronze.stocks_daily", List.of(), allocator)) {
            assertThat(rows.advance()).isTrue();
            lake.settled(STOCKS_DAILY, BRONZE, stored, unit);
            drain(rows);
        }
    }

    @Test
    void more_rows_than_were_to_be_collected_are_a_typed_error() {
        assertThatThrownBy(() ->
                        CollectedRows.of(() -> engine.sql("select range from range(11)", List.of(), allocator), 10))
                .isInstanceOf(ResourceLimitException.class)
                .hasMessageContaining("at most 10 rows");
    }

    @Test
    void every_answer_is_of_one_committed_state_while_sessions_are_written_again() throws Exception {
        List<TestBar> first = days(MONDAY, "A");
        String unit = lake.session(STOCKS_DAILY, BRONZE, first).unit();
        ExecutorService readers = Executors.newFixedThreadPool(2);
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int reader = 0; reader < 2; reader++) {
                answers.add(readers.submit(this::askUntilTheLast));
            }
            for (int round = 2; round <= 12; round++) {
                String[] tickers = new String[round];
                Arrays.setAll(tickers, i -> "T" + i);
                LedgerEntry line = lake.session(STOCKS_DAILY, BRONZE, days(MONDAY, tickers), unit);
                unit = line.unit();
            }
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isPositive();
            }
        } finally {
            readers.shutdownNow();
        }
    }

    /** Each state of the session has as many rows as tickers. A question that two commits overtook has no answer. */
    private int askUntilTheLast() {
        int asked = 0;
        long rows = 0;
        while (rows < 12) {
            List<@Nullable Object> answer;
            try {
                answer = rows("select count(*), count(distinct symbol) from bronze.stocks_daily")
                        .get(0);
            } catch (ConcurrentCommitException overtaken) {
                continue;
            }
            assertThat(answer.get(0)).isEqualTo(answer.get(1));
            long now = (Long) Objects.requireNonNull(answer.get(0));
            assertThat(now).isBetween(Math.max(1, rows), 12L);
            rows = now;
            asked++;
        }
        return asked;
    }

    @Test
    void what_does_not_fit_the_memory_is_a_typed_error_and_the_engine_goes_on() {
        assertThatThrownBy(() -> rows("select len(list(a.range * b.range)) from range(20000) a, range(20000) b"))
                .isInstanceOf(ResourceLimitException.class)
                .hasMessageContaining("raise the memory limit");

        assertThat(rows("select 1::int")).isEqualTo(List.of(List.of(1)));
    }

    @Test
    void threads_ask_side_by_side() throws Exception {
        lake.settled(STOCKS_DAILY, BRONZE, days(FRIDAY, "AAPL", "MSFT"));
        lake.session(STOCKS_MINUTE, BRONZE, TestBar.minutes("AAPL", MONDAY).subList(0, 200));
        List<Callable<Void>> askers = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            askers.add(() -> {
                for (int i = 0; i < 10; i++) {
                    assertThat(rows("select count(*) from bronze.stocks_daily where symbol <> ?", "AAPL"))
                            .isEqualTo(List.of(List.of(1L)));
                    assertThat(rows("with s as (from bronze.stocks_minute) select count(*) from s"))
                            .isEqualTo(List.of(List.of(200L)));
                    assertThatThrownBy(() -> rows("from read_csv('/etc/passwd')"))
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
        lake.session(STOCKS_MINUTE, BRONZE, TestBar.minutes("AAPL", MONDAY));
        BatchStream rows = engine.sql("select s.* from bronze.stocks_minute s, range(10000)", List.of(), allocator);
        assertThat(rows.advance()).isTrue();
        assertThat(allocator.getAllocatedMemory()).isPositive();

        rows.close();
        rows.close();

        assertThat(allocator.getAllocatedMemory()).isZero();
        assertThatThrownBy(rows::batch).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void an_open_stream_outlives_the_engine_and_nothing_else_does() {
        BatchStream rows = engine.sql("select range from range(100000)", List.of(), allocator);
        engine.close();

        assertThat(RowStream.drain(rows)).hasSize(100_000);
        rows.close();
        assertThatThrownBy(() -> rows("select 1")).hasMessageContaining("the engine is closed");
    }

    @Test
    void a_batch_is_there_only_between_advance_and_the_end() {
        try (BatchStream rows = engine.sql("select 1", List.of(), allocator)) {
            assertThatThrownBy(rows::batch).isInstanceOf(IllegalStateException.class);
            assertThat(rows.advance()).isTrue();
            assertThat(rows.batch().getRowCount()).isEqualTo(1);
            assertThat(rows.advance()).isFalse();
            assertThatThrownBy(rows::batch).isInstanceOf(IllegalStateException.class);
        }
    }
}
