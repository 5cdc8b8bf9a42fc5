package io.quantmini.query;

import static io.quantmini.lake.Layer.BRONZE;
import static io.quantmini.market.Dataset.STOCKS_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.batch.BatchStream;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import io.quantmini.query.QueryException.Reason;
import io.quantmini.stage.BarQuery;
import io.quantmini.stage.QueryPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bars by the lake's own reader that are not waited for to their end. */
class EndedBarsTest {
    private static final BarQuery QUERY = BarQuery.of(STOCKS_MINUTE, "AAPL");

    @TempDir
    Path directory;

    private ReaderLake lake;
    private List<TestBar> stored;

    /** A file a session, of which the first alone is read before there is a stream. */
    @BeforeEach
    void fill() {
        lake = new ReaderLake(directory);
        stored = new ArrayList<>();
        for (LocalDate date : TradingCalendar.nyse().sessions(SessionRange.of("2024-12-02", "2024-12-31"))) {
            stored.addAll(TestBar.minutes("AAPL", date).subList(200, 300));
        }
        lake.lake.sessions(STOCKS_MINUTE, BRONZE, stored);
        assertThat(lake.engine.explain(QUERY).engine()).isEqualTo(QueryPlan.READER);
    }

    @AfterEach
    void close() {
        lake.close();
    }

    private void assertReason(Throwable failure, Reason reason) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.reason()).isEqualTo(reason));
        assertThat(lake.allocator.getAllocatedMemory()).isZero();
    }

    @Test
    void a_limit_shorter_than_any_answer_gives_none() {
        try (DuckDbQueryEngine engine = lake.engine(Duration.ofNanos(1))) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> engine.bars(QUERY, lake.allocator))
                        .satisfies(e -> assertReason(e, Reason.TIMEOUT))
                        .hasMessageContaining("within PT0.000000001S");
            }
            assertThat(engine.cacheStatistics().entries()).isZero();
        }
    }

    @Test
    void whatever_the_limit_is_there_are_all_bars_or_none() {
        List<TestBar> all = lake.read(QUERY);
        assertThat(all).hasSameSizeAs(stored);
        int begun = 0;
        List<TestBar> answer = List.of();
        for (long nanos = 100_000; answer.isEmpty(); nanos += nanos / 4) {
            try (DuckDbQueryEngine engine = lake.engine(Duration.ofNanos(nanos));
                    BatchStream bars = engine.bars(QUERY, lake.allocator)) {
                begun++;
                answer = TestBar.read(bars);
            } catch (QueryException e) {
                assertReason(e, Reason.TIMEOUT);
            }
        }
        assertThat(answer).isEqualTo(all);
        assertThat(begun).as("limits that did not end before the first batch").isGreaterThan(1);
    }

    @Test
    void an_interrupted_thread_gets_no_further_batch_and_the_next_question_does() {
        try (BatchStream bars = lake.engine.bars(QUERY, lake.allocator)) {
            assertThat(bars.advance()).isTrue();
            Thread.currentThread().interrupt();

            assertThatThrownBy(bars::advance)
                    .isInstanceOfSatisfying(
                            QueryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CANCELLED));
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(lake.allocator.getAllocatedMemory()).isZero();
        assertThat(lake.read(QUERY)).isEqualTo(lake.readByDuckDb(QUERY)).hasSameSizeAs(stored);
    }

    @Test
    void a_thread_that_is_interrupted_already_asks_nothing() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> lake.engine.bars(QUERY, lake.allocator))
                .satisfies(e -> assertReason(e, Reason.CANCELLED));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(lake.read(QUERY)).hasSameSizeAs(stored);
    }
}
