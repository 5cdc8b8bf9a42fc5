package io.quantmini.query;

import static io.quantmini.lake.Layer.BRONZE;
import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static io.quantmini.query.SqlLake.MONDAY;
import static io.quantmini.query.SqlLake.days;
import static io.quantmini.query.SqlLake.drain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.batch.BatchStream;
import io.quantmini.batch.CollectedRows;
import io.quantmini.lake.ConcurrentCommitException;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.LedgerEntry;
import io.quantmini.lake.PartitionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statements over files that are damaged or gone, and beside somebody who commits. */
class SqlCommitsTest {
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
    void a_damaged_file_is_never_read() throws IOException {
        sql.lake.session(STOCKS_DAILY, BRONZE, days(MONDAY, "AAPL"));
        LakeFile file = sql.lake.lake().catalog().files(STOCKS_DAILY, BRONZE).get(0);
        Path path = sql.lake.lake().paths().resolve(file.path());
        byte[] bytes = Files.readAllBytes(path);
        bytes[10] ^= 1;
        Files.write(path, bytes);

        assertThatThrownBy(() -> sql.rows("select count(*) from bronze.stocks_daily"))
                .isInstanceOf(PartitionException.class)
                .hasMessageContaining(file.path());
        assertThat(sql.rows("select count(*) from bronze.stocks_minute")).isEqualTo(List.of(List.of(0L)));
    }

    @Test
    void a_file_that_is_gone_without_a_newer_commit_is_named() throws IOException {
        sql.lake.session(STOCKS_DAILY, BRONZE, days(MONDAY, "AAPL"));
        LakeFile file = sql.lake.lake().catalog().files(STOCKS_DAILY, BRONZE).get(0);
        Files.delete(sql.lake.lake().paths().resolve(file.path()));

        assertThatThrownBy(() -> sql.rows("from bronze.stocks_daily"))
                .isInstanceOf(PartitionException.class)
                .hasMessageContaining(file.path());
    }

    @Test
    void a_stream_that_loses_a_file_to_a_commit_says_so() {
        List<TestBar> stored = new ArrayList<>();
        for (int day = 2; day <= 13; day++) {
            stored.addAll(days(LocalDate.of(2024, 12, day), "AAPL"));
        }
        String unit = sql.lake.sessions(STOCKS_DAILY, BRONZE, stored).unit();
        // One row makes nearly as much as the stream holds ahead, so that most files are still to be opened.
        String many = "select symbol, unnest(range(1000000)) from bronze.stocks_daily";
        try (BatchStream rows = sql.engine.sql(many, List.of(), sql.allocator)) {
            assertThat(rows.advance()).isTrue();
            sql.lake.settled(STOCKS_DAILY, BRONZE, stored, unit);

            assertThatThrownBy(() -> drain(rows)).isInstanceOf(ConcurrentCommitException.class);
        }
        assertThat(sql.rows("select count(*) from bronze.stocks_daily")).isEqualTo(List.of(List.of(12L)));
    }

    @Test
    void collected_rows_are_asked_for_again_when_a_commit_took_a_file_away() {
        List<TestBar> stored = new ArrayList<>();
        for (int day = 2; day <= 13; day++) {
            stored.addAll(days(LocalDate.of(2024, 12, day), "AAPL"));
        }
        String unit = sql.lake.sessions(STOCKS_DAILY, BRONZE, stored).unit();
        AtomicInteger asked = new AtomicInteger();

        CollectedRows rows = CollectedRows.of(
                () -> {
                    if (asked.incrementAndGet() == 1) {
                        loseAFile(stored, unit);
                    }
                    return sql.engine.sql(
                            "select date, 1.5::double as d from bronze.stocks_daily order by 1",
                            List.of(),
                            sql.allocator);
                },
                12);

        assertThat(asked).hasValue(2);
        assertThat(rows.columns()).containsExactly("date", "d");
        assertThat(rows.rows()).hasSize(12).startsWith(List.of(MONDAY, 1.5));
    }

    /** Reads until a commit has taken away what is read. */
    private void loseAFile(List<TestBar> stored, String unit) {
        // One row makes nearly as much as the stream holds ahead, so that most files are still to be opened.
        try (BatchStream rows = sql.engine.sql(
                "select symbol, unnest(range(1000000)) from bronze.stocks_daily", List.of(), sql.allocator)) {
            assertThat(rows.advance()).isTrue();
            sql.lake.settled(STOCKS_DAILY, BRONZE, stored, unit);
            drain(rows);
        }
    }

    @Test
    void every_answer_is_of_one_committed_state_while_sessions_are_written_again() throws Exception {
        List<TestBar> first = days(MONDAY, "A");
        String unit = sql.lake.session(STOCKS_DAILY, BRONZE, first).unit();
        ExecutorService readers = Executors.newFixedThreadPool(2);
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int reader = 0; reader < 2; reader++) {
                answers.add(readers.submit(this::askUntilTheLast));
            }
            for (int round = 2; round <= 12; round++) {
                String[] tickers = new String[round];
                Arrays.setAll(tickers, i -> "T" + i);
                LedgerEntry line = sql.lake.session(STOCKS_DAILY, BRONZE, days(MONDAY, tickers), unit);
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
                answer = sql.rows("select count(*), count(distinct symbol) from bronze.stocks_daily")
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
}
