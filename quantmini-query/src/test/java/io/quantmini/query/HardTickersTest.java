package io.quantmini.query;

import static io.quantmini.lake.Layer.BRONZE;
import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static io.quantmini.market.Dataset.STOCKS_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.batch.BatchStream;
import io.quantmini.batch.CollectedRows;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tickers that somebody could take for something else. */
class HardTickersTest {
    private static final List<String> TICKERS = List.of(
            "NA",
            "NAN",
            "NULL",
            "TRUE",
            "INF",
            "A'B",
            "x\"y",
            "TpA",
            "TPA",
            "BRK.A",
            "A;B",
            "--",
            "/*",
            "$1",
            "?",
            "1",
            "1e5",
            "%",
            "A\\B",
            " ",
            "null",
            "\u00c4",
            "select",
            "2024-12-02");
    private static final LocalDate DAY = LocalDate.of(2024, 12, 2);

    @TempDir
    Path directory;

    private final BufferAllocator allocator = new RootAllocator();
    private DuckDbQueryEngine engine;

    @BeforeEach
    void fill() {
        BarLake lake = new BarLake(directory.resolve("lake"));
        List<TestBar> days = new ArrayList<>();
        List<TestBar> minutes = new ArrayList<>();
        for (String ticker : TICKERS) {
            days.add(TestBar.day(ticker, DAY));
            minutes.addAll(TestBar.minutes(ticker, DAY).subList(0, 3));
        }
        lake.session(STOCKS_DAILY, BRONZE, days);
        lake.session(STOCKS_MINUTE, BRONZE, minutes);
        engine = DuckDbQueryEngine.open(lake.lake(), new QuerySettings(64 << 20, 2, directory));
    }

    @AfterEach
    void close() {
        engine.close();
        allocator.close();
    }

    private List<List<@Nullable Object>> rows(String select, Object... parameters) {
        return CollectedRows.of(() -> engine.sql(select, List.of(parameters), allocator), 1_000)
                .rows();
    }

    @Test
    void each_is_found_as_a_parameter_and_nothing_else_is() {
        for (String ticker : TICKERS) {
            assertThat(rows("select symbol, close from bronze.stocks_daily where symbol = ?", ticker))
                    .isEqualTo(List.of(List.of(ticker, TestBar.day(ticker, DAY).close())));
            assertThat(rows(
                            "select symbol from bronze.stocks_daily where symbol in (select unnest(?))",
                            List.of(ticker)))
                    .isEqualTo(List.of(List.of(ticker)));
        }
    }

    @Test
    void each_is_found_as_a_quoted_literal() {
        for (String ticker : TICKERS) {
            String literal = "'" + ticker.replace("'", "''") + "'";
            assertThat(rows("select symbol, count(*) from bronze.stocks_minute where symbol = " + literal
                            + " group by all"))
                    .isEqualTo(List.of(List.of(ticker, 3L)));
        }
    }

    @Test
    void all_are_there_in_the_order_of_their_bytes() {
        assertThat(rows("select symbol from bronze.stocks_daily order by symbol"))
                .isEqualTo(TICKERS.stream().sorted().map(List::of).toList());
    }

    @Test
    void a_ticker_may_be_the_name_of_a_column() {
        try (BatchStream stream = engine.sql(
                "select max(close) filter (symbol = 'A''B') as \"A'B\", max(close) filter (symbol = 'x\"y') as \"x\"\"y\""
                        + " from bronze.stocks_daily",
                List.of(),
                allocator)) {
            assertThat(CollectedRows.of(() -> stream, 10).columns()).containsExactly("A'B", "x\"y");
        }
    }
}
