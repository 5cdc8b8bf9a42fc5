package io.quantmini.query;

import static io.quantmini.lake.Layer.BRONZE;
import static io.quantmini.market.Dataset.STOCKS_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.ResourceLimitException;
import io.quantmini.batch.BatchStream;
import io.quantmini.batch.RowStream;
import io.quantmini.market.SessionRange;
import io.quantmini.query.QueryException.Reason;
import io.quantmini.stage.BarQuery;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which answers are given again, and which are not. */
class KeptAnswersTest {
    @TempDir
    Path directory;

    private ReaderLake lake;

    @BeforeEach
    void open() {
        lake = new ReaderLake(directory);
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void an_answer_is_kept_until_a_commit_touches_what_it_was_made_from() {
        lake.bothTiers();
        BarQuery query = BarQuery.of(STOCKS_MINUTE, "MSFT", "AAPL").during(SessionRange.of("2024-12-02", "2024-12-05"));
        BarQuery same = BarQuery.of(STOCKS_MINUTE, "AAPL", "MSFT").during(SessionRange.of("2024-12-02", "2024-12-05"));
        assertThat(lake.engine.explain(query).cached()).isFalse();
        List<TestBar> answer = lake.read(query);

        assertThat(lake.engine.explain(same).cached()).isTrue();
        assertThat(lake.read(same)).isEqualTo(answer);
        assertThat(lake.engine.cacheStatistics().hits()).isEqualTo(1);

        lake.session("2024-12-09");
        assertThat(lake.read(query)).isEqualTo(answer);
        assertThat(lake.engine.cacheStatistics().hits()).isEqualTo(2);

        List<TestBar> corrected = ReaderLake.minutes(LocalDate.of(2024, 12, 5)).subList(0, 1000);
        String before = lake.lake
                .lake()
                .catalog()
                .session(STOCKS_MINUTE, BRONZE, LocalDate.of(2024, 12, 5))
                .orElseThrow()
                .unit()
                .unit();
        lake.lake.session(STOCKS_MINUTE, BRONZE, corrected, before);

        assertThat(lake.engine.explain(query).cached()).isFalse();
        assertThat(lake.read(query)).isEqualTo(lake.readByDuckDb(query)).isNotEqualTo(answer);
        assertThat(lake.engine.cacheStatistics().hits()).isEqualTo(2);
    }

    @Test
    void an_answer_that_was_not_read_to_its_end_or_is_too_large_is_not_kept() {
        lake.bothTiers();
        BarQuery one = BarQuery.of(STOCKS_MINUTE, "MSFT");
        try (BatchStream bars = lake.engine.bars(one, lake.allocator)) {
            assertThat(bars.advance()).isTrue();
        }
        lake.read(BarQuery.ofAll(STOCKS_MINUTE));

        assertThat(lake.engine.explain(one).cached()).isFalse();
        assertThat(lake.engine.explain(BarQuery.ofAll(STOCKS_MINUTE)).cached()).isFalse();
        assertThat(lake.engine.cacheStatistics().entries()).isZero();
    }

    @Test
    void statements_are_kept_unless_they_change_by_themselves() {
        lake.bothTiers();
        for (int i = 0; i < 2; i++) {
            drain("SELECT count(*) FROM bronze.stocks_minute WHERE symbol = ?", "AAPL");
            drain("SELECT count(*), random() FROM bronze.stocks_minute WHERE symbol = ?", "AAPL");
            drain("SELECT count(*) FROM bronze.stocks_minute WHERE symbol = ?", "MSFT");
        }
        assertThat(lake.engine.cacheStatistics().hits()).isEqualTo(2);
        assertThat(lake.engine.cacheStatistics().entries()).isEqualTo(2);
    }

    @Test
    void one_name_that_reads_like_two_is_another_question() {
        lake.bothTiers();
        BarQuery two = BarQuery.of(STOCKS_MINUTE, "AAPL", "MSFT");
        assertThat(lake.read(BarQuery.of(STOCKS_MINUTE, "AAPL, MSFT"))).isEmpty();
        assertThat(lake.read(two)).isEqualTo(lake.readByDuckDb(two)).isNotEmpty();

        String select = "SELECT count(DISTINCT symbol) FROM bronze.stocks_minute WHERE symbol IN (SELECT unnest(?))";
        assertThat(rows(select, List.of("AAPL, MSFT"))).isEqualTo(List.of(List.of(0L)));
        assertThat(rows(select, List.of("AAPL", "MSFT"))).isEqualTo(List.of(List.of(2L)));
        assertThat(lake.engine.cacheStatistics().hits()).isZero();
        assertThat(lake.engine.cacheStatistics().entries()).isEqualTo(4);
    }

    @Test
    void a_kept_answer_that_does_not_fit_the_callers_allocator_is_a_typed_error() {
        lake.bothTiers();
        BarQuery query = BarQuery.of(STOCKS_MINUTE, "AAPL");
        String select = "SELECT range FROM range(10000)";
        lake.read(query);
        drain(select);

        try (BufferAllocator small = lake.allocator.newChildAllocator("small", 0, 4_096);
                BatchStream bars = lake.engine.bars(query, small);
                BatchStream rows = lake.engine.sql(select, List.of(), small)) {
            assertThat(lake.engine.cacheStatistics().hits()).isEqualTo(2);
            assertThatThrownBy(bars::advance).isInstanceOf(ResourceLimitException.class);
            assertThatThrownBy(rows::advance).isInstanceOf(ResourceLimitException.class);
            assertThatThrownBy(rows::batch).isInstanceOf(IllegalStateException.class);
        }
        assertThat(lake.allocator.getAllocatedMemory()).isZero();
    }

    @Test
    void an_interrupted_thread_gets_no_kept_answer() {
        lake.bothTiers();
        String select = "SELECT count(*) FROM bronze.stocks_minute";
        drain(select);

        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> drain(select))
                    .isInstanceOfSatisfying(
                            QueryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CANCELLED));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(lake.engine.cacheStatistics().hits()).isZero();
        drain(select);
        assertThat(lake.engine.cacheStatistics().hits()).isEqualTo(1);
    }

    private List<List<@Nullable Object>> rows(String select, Object... parameters) {
        try (BatchStream rows = lake.engine.sql(select, List.of(parameters), lake.allocator)) {
            return RowStream.drain(rows);
        }
    }

    private void drain(String select, Object... parameters) {
        try (BatchStream rows = lake.engine.sql(select, List.of(parameters), lake.allocator)) {
            while (rows.advance()) {
                assertThat(rows.batch().getRowCount()).isPositive();
            }
        }
    }
}
