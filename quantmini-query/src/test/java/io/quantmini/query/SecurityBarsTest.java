package io.quantmini.query;

import static io.quantmini.lake.Layer.BRONZE;
import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.batch.BatchStream;
import io.quantmini.stage.BarInterval;
import io.quantmini.stage.BarQuery;
import io.quantmini.stage.PriceView;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.arrow.vector.VarCharVector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bars that go by identity: adjusted prices, and securities under several tickers. */
class SecurityBarsTest {
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
    void prices_are_adjusted_by_session_also_before_weeks_are_merged() {
        List<TestBar> stored = ReaderLake.days("AAPL", "MSFT");
        lake.lake.settled(STOCKS_DAILY, BRONZE, stored);
        lake.splits("('AAPL', DATE '2024-12-11', 1.0::DOUBLE, 4.0::DOUBLE)");
        LocalDate split = LocalDate.of(2024, 12, 11);
        List<TestBar> adjusted = stored.stream()
                .map(bar -> bar.ticker().equals("AAPL") && !bar.date().isBefore(split) ? times(bar, 4) : bar)
                .map(TestBar::undated)
                .toList();

        assertThat(lake.read(BarQuery.of(STOCKS_DAILY, "AAPL", "MSFT").prices(PriceView.ADJUSTED)))
                .isEqualTo(adjusted);
        List<TestBar> asOf = lake.read(BarQuery.of(STOCKS_DAILY, "AAPL").prices(PriceView.asOf(split)));
        assertThat(asOf.get(0).close()).isEqualTo(stored.get(0).close() / 4);
        assertThat(asOf.get(21 - 1).close()).isEqualTo(stored.get(20).close());

        TreeMap<TestBar, TestBar> weeks = new TreeMap<>(TestBar.ORDER);
        for (TestBar bar : adjusted) {
            ZonedDateTime monday = bar.start().with(DayOfWeek.MONDAY);
            weeks.merge(bar.at(monday), bar.at(monday), TestBar::and);
        }
        assertThat(lake.read(BarQuery.of(STOCKS_DAILY, "AAPL", "MSFT")
                        .every(BarInterval.ONE_WEEK)
                        .prices(PriceView.ADJUSTED)))
                .isEqualTo(List.copyOf(weeks.values()));
    }

    private static TestBar times(TestBar bar, double factor) {
        return new TestBar(
                bar.ticker(),
                bar.date(),
                bar.micros(),
                bar.open() * factor,
                bar.high() * factor,
                bar.low() * factor,
                bar.close() * factor,
                bar.volume() / factor,
                bar.transactions());
    }

    @Test
    void a_changed_split_changes_the_answer_at_once() {
        lake.lake.settled(STOCKS_DAILY, BRONZE, ReaderLake.days("AAPL"));
        BarQuery query = BarQuery.of(STOCKS_DAILY, "AAPL").prices(PriceView.ADJUSTED);
        double raw = lake.read(query).get(20).close();
        lake.splits("('AAPL', DATE '2024-12-11', 1.0::DOUBLE, 4.0::DOUBLE)");

        assertThat(lake.read(query).get(20).close()).isEqualTo(4 * raw);
    }

    @Test
    void a_security_is_followed_through_its_tickers() {
        List<TestBar> stored = new ArrayList<>();
        LocalDate rename = LocalDate.of(2024, 12, 16);
        for (TestBar bar : ReaderLake.days("FB", "META")) {
            if (bar.ticker().equals("META") || bar.date().isBefore(rename)) {
                stored.add(bar); // META names another security before
            }
        }
        lake.lake.settled(STOCKS_DAILY, BRONZE, stored);
        lake.lake.reference(
                "securities",
                "SELECT * FROM (VALUES ('FB', 'FB', NULL::DATE, DATE '2024-12-15', 'ticker_event'), ('FB', 'META', DATE '2024-12-16',"
                        + " NULL::DATE, 'ticker_event'), ('META', 'META', NULL::DATE, DATE '2024-12-15', 'ticker_event')) AS"
                        + " securities(security_id, ticker, \"from\", \"to\", evidence)");
        List<TestBar> expected = stored.stream()
                .filter(bar -> bar.ticker().equals("FB") || !bar.date().isBefore(rename))
                .map(TestBar::undated)
                .toList();

        assertThat(lake.read(BarQuery.ofSecurities(STOCKS_DAILY, "FB"))).isEqualTo(expected);
        try (BatchStream rows = lake.engine.bars(BarQuery.ofSecurities(STOCKS_DAILY, "META", "FB"), lake.allocator)) {
            assertThat(rows.schema().getFields().get(0).getName()).isEqualTo("security_id");
            List<String> ids = new ArrayList<>();
            while (rows.advance()) {
                VarCharVector names = (VarCharVector) rows.batch().getVector(0);
                for (int row = 0; row < rows.batch().getRowCount(); row++) {
                    ids.add(String.valueOf(names.getObject(row)));
                }
            }
            assertThat(ids).hasSize(21 + 10).startsWith("FB").endsWith("META").isSorted();
        }
    }
}
