package io.quantmini.query;

import static io.quantmini.lake.Layer.BRONZE;
import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.batch.BatchStream;
import io.quantmini.batch.RowStream;
import io.quantmini.query.QueryException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions without an end, ended by somebody; a test that hangs here is one that failed. */
class CancelTest {
    /** Gives no row in all the time there is. */
    private static final String SILENT =
            "select count(*) from range(100000000000) a where hash(a.range) = 1 and a.range % 3 = 5";

    /** Gives one batch after the other for ever. */
    private static final String ENDLESS = "select range, hash(range) as h from range(100000000000)";

    /** Gives some batches, and then nothing for ever. */
    private static final String STUCK =
            "select range from range(20000000) union all select range from range(100000000000) where hash(range) = 1";

    @TempDir
    Path directory;

    private final BufferAllocator allocator = new RootAllocator();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Path temp;
    private BarLake lake;

    @BeforeEach
    void fill() throws IOException {
        temp = Files.createDirectory(directory.resolve("temp"));
        lake = new BarLake(directory.resolve("lake"));
        lake.session(STOCKS_DAILY, BRONZE, List.of(TestBar.day("AAPL", LocalDate.of(2024, 12, 2))));
    }

    @AfterEach
    void everything_was_given_back() throws IOException {
        threads.shutdownNow();
        allocator.close();
        try (Stream<Path> left = Files.list(temp)) {
            assertThat(left).isEmpty();
        }
    }

    private DuckDbQueryEngine engine(QuerySettings settings) {
        return DuckDbQueryEngine.open(lake.lake(), settings);
    }

    private QuerySettings settings() {
        return new QuerySettings(64 << 20, 2, temp);
    }

    private void drain(DuckDbQueryEngine engine, String select) {
        try (BatchStream rows = engine.sql(select, List.of(), allocator)) {
            while (rows.advance()) {
                assertThat(rows.batch().getRowCount()).isPositive();
            }
        }
    }

    private void assertGoesOn(DuckDbQueryEngine engine) {
        try (BatchStream rows = engine.sql("select count(*) from bronze.stocks_daily", List.of(), allocator)) {
            assertThat(RowStream.drain(rows)).isEqualTo(List.of(List.of(1L)));
        }
        assertThat(allocator.getAllocatedMemory()).isZero();
    }

    private static void assertReason(Throwable failure, Reason reason) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    /** What a thread meets that is interrupted a while after it has begun. */
    private Throwable interrupted(Callable<?> work) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Thread[] asking = new Thread[1];
        Future<Throwable> failure = threads.submit(() -> {
            asking[0] = Thread.currentThread();
            begun.countDown();
            try {
                work.call();
            } catch (Exception e) {
                assertThat(Thread.interrupted()).isTrue();
                return e;
            }
            throw new AssertionError("it came to an end");
        });
        begun.await();
        Thread.sleep(100);
        asking[0].interrupt();
        return failure.get();
    }

    @ParameterizedTest
    @ValueSource(strings = {SILENT, ENDLESS, STUCK, "select count(*) from bronze.stocks_daily, range(100000000000)"})
    void an_interrupted_thread_gets_no_answer_and_the_next_question_does(String select) throws Exception {
        try (DuckDbQueryEngine engine = engine(settings())) {
            assertReason(
                    interrupted(() -> {
                        drain(engine, select);
                        return null;
                    }),
                    Reason.CANCELLED);
            assertGoesOn(engine);
        }
    }

    @Test
    void a_thread_that_is_interrupted_already_asks_nothing() {
        try (DuckDbQueryEngine engine = engine(settings())) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> drain(engine, "select 1")).satisfies(e -> assertReason(e, Reason.CANCELLED));
            assertThat(Thread.interrupted()).isTrue();
            assertGoesOn(engine);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {SILENT, ENDLESS, STUCK})
    void past_the_time_limit_there_is_no_answer(String select) {
        try (DuckDbQueryEngine engine = engine(settings().timeLimit(Duration.ofMillis(200)))) {
            assertThatThrownBy(() -> drain(engine, select))
                    .satisfies(e -> assertReason(e, Reason.TIMEOUT))
                    .hasMessageContaining("within PT0.2S");
            assertGoesOn(engine);
        }
    }

    @Test
    void the_time_limit_is_for_waiting_and_not_for_what_the_reader_does_between() throws Exception {
        try (DuckDbQueryEngine engine = engine(settings().timeLimit(Duration.ofSeconds(5)));
                BatchStream rows = engine.sql("select range from range(100000)", List.of(), allocator)) {
            int total = 0;
            while (rows.advance()) {
                total += rows.batch().getRowCount();
                Thread.sleep(1_000);
            }
            assertThat(total).isEqualTo(100_000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ENDLESS, STUCK})
    void a_stream_that_another_thread_closes_ends_as_cancelled(String select) throws Exception {
        try (DuckDbQueryEngine engine = engine(settings())) {
            BatchStream rows = engine.sql(select, List.of(), allocator);
            CountDownLatch first = new CountDownLatch(1);
            Future<?> reader = threads.submit(() -> {
                while (rows.advance()) {
                    first.countDown();
                }
            });
            first.await();
            Thread.sleep(50);

            rows.close();

            assertThatThrownBy(reader::get).cause().satisfies(e -> assertReason(e, Reason.CANCELLED));
            assertThatThrownBy(rows::advance).satisfies(e -> assertReason(e, Reason.CANCELLED));
            rows.close();
            assertGoesOn(engine);
        }
    }

    @Test
    void a_question_too_many_waits_for_the_end_of_another() throws Exception {
        try (DuckDbQueryEngine engine = engine(settings().questions(1))) {
            BatchStream open = engine.sql(ENDLESS, List.of(), allocator);
            Future<?> waiting = threads.submit(() -> drain(engine, "select 1"));
            Thread.sleep(100);
            assertThat(waiting.isDone()).isFalse();

            open.close();

            waiting.get();
        }
    }

    @Test
    void waiting_in_line_can_be_interrupted_and_runs_into_the_time_limit() throws Exception {
        try (DuckDbQueryEngine engine = engine(settings().questions(1).timeLimit(Duration.ofMillis(500)))) {
            BatchStream open = engine.sql(ENDLESS, List.of(), allocator);
            assertReason(
                    interrupted(() -> {
                        drain(engine, "select 1");
                        return null;
                    }),
                    Reason.CANCELLED);
            assertThatThrownBy(() -> drain(engine, "select 1")).satisfies(e -> assertReason(e, Reason.TIMEOUT));
            open.close();
            assertGoesOn(engine);
        }
    }

    @Test
    void a_hundred_questions_are_cancelled_at_any_moment_and_nothing_stays() throws Exception {
        try (DuckDbQueryEngine engine = engine(settings())) {
            for (int i = 0; i < 100; i++) {
                Future<?> asking = threads.submit(() -> drain(engine, ENDLESS));
                Thread.sleep(i % 25);
                asking.cancel(true);
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            assertGoesOn(engine);
        }
    }
}
