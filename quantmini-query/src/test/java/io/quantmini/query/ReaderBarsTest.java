package io.quantmini.query;

import static io.quantmini.lake.Layer.BRONZE;
import static io.quantmini.market.Dataset.OPTIONS_DAILY;
import static io.quantmini.market.Dataset.OPTIONS_MINUTE;
import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static io.quantmini.market.Dataset.STOCKS_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.batch.BatchStream;
import io.quantmini.batch.Panel;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import io.quantmini.stage.BarInterval;
import io.quantmini.stage.BarKeys;
import io.quantmini.stage.BarQuery;
import io.quantmini.stage.PriceView;
import io.quantmini.stage.QueryPlan;
import io.quantmini.stage.TradingHours;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bars by the lake's own reader, against DuckDB over the same files and against plain loops. */
class ReaderBarsTest {
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
    void the_reader_and_duckdb_give_the_same_bars() {
        lake.bothTiers();
        SplittableRandom random = new SplittableRandom(20241127);
        int bars = 0;
        for (int i = 0; i < 200; i++) {
            BarQuery query = random(random);
            List<TestBar> answer = lake.read(query);
            assertThat(answer).as(query.toString()).isEqualTo(lake.readByDuckDb(query));
            assertThat(lake.engine.explain(query).engine()).isEqualTo(QueryPlan.READER);
            bars += answer.size();
        }
        assertThat(bars).isGreaterThan(10_000);
    }

    private static BarQuery random(SplittableRandom random) {
        List<String> symbols = new ArrayList<>(Arrays.asList(ReaderLake.SYMBOLS));
        symbols.add("none");
        Collections.shuffle(symbols, new Random(random.nextLong()));
        String[] some = symbols.subList(0, 1 + random.nextInt(4)).toArray(String[]::new);
        BarQuery query = random.nextInt(6) == 0 ? BarQuery.ofAll(STOCKS_MINUTE) : BarQuery.of(STOCKS_MINUTE, some);
        LocalDate from = LocalDate.of(2024, 11, 24).plusDays(random.nextInt(14));
        if (random.nextInt(4) > 0) {
            query = query.during(new SessionRange(from, from.plusDays(random.nextInt(10))));
        }
        BarInterval[] intervals = {
            BarInterval.ONE_MINUTE, BarInterval.FIVE_MINUTES, BarInterval.FIFTEEN_MINUTES, BarInterval.ONE_HOUR
        };
        query = query.every(intervals[random.nextInt(intervals.length)])
                .hours(random.nextBoolean() ? TradingHours.ALL : TradingHours.REGULAR);
        return random.nextInt(5) == 0 && !query.isMerged()
                ? query.latestAt(from.plusDays(3)
                        .atTime(random.nextInt(24), 0)
                        .atZone(TradingCalendar.ZONE)
                        .toInstant())
                : query;
    }

    @Test
    void bars_of_all_symbols_take_no_more_memory_of_many_than_of_some() {
        long peakOfSome = peakOfAll(50, "2024-11-25", "2024-11-26", "2024-11-27");
        long peakOfMany = peakOfAll(150, "2024-12-02", "2024-12-03", "2024-12-04");
        assertThat(peakOfMany).isLessThan(peakOfSome * 3 / 2);
    }

    /** Of a settled month in which the last symbol has the first bar. */
    private long peakOfAll(int symbols, String... dates) {
        List<TestBar> stored = new ArrayList<>();
        for (int i = 0; i < symbols; i++) {
            for (String date : dates) {
                stored.addAll(TestBar.minutes(String.format("S%03d", i), LocalDate.parse(date))
                        .subList(symbols - i, symbols - i + 760));
            }
        }
        lake.lake.settled(STOCKS_MINUTE, BRONZE, stored);
        long rows = 0;
        try (BufferAllocator own = new RootAllocator();
                DuckDbQueryEngine engine = lake.withoutCache()) {
            BarQuery all = BarQuery.ofAll(STOCKS_MINUTE).during(SessionRange.of(dates[0], dates[dates.length - 1]));
            try (BatchStream bars = engine.bars(all, own)) {
                while (bars.advance()) {
                    rows += bars.batch().getRowCount();
                }
            }
            assertThat(rows).isEqualTo(stored.size());
            return own.getPeakMemoryAllocation();
        }
    }

    @Test
    void the_plan_names_the_files_of_the_ticker_alone() {
        lake.bothTiers();

        QueryPlan plan = lake.engine.explain(
                BarQuery.of(STOCKS_MINUTE, "AAPL").during(SessionRange.of("2024-12-03", "2024-12-05")));

        assertThat(plan.filesConsidered()).isEqualTo(2L * ReaderLake.SYMBOLS.length + 3);
        assertThat(plan.files())
                .extracting(file -> file.path().replaceAll("/part-.*", ""))
                .containsExactly(
                        "bronze/_sessions/stocks_minute/date=2024-12-03",
                        "bronze/_sessions/stocks_minute/date=2024-12-05",
                        "bronze/stocks_minute/symbol=AAPL/year=2024/month=12");
        assertThat(plan.describe()).contains("reader reads 3 of 19 files");
    }

    @Test
    void a_chain_has_the_last_bar_of_each_contract() {
        LocalDate date = LocalDate.of(2024, 12, 2);
        List<TestBar> stored = new ArrayList<>();
        for (String contract : List.of(
                "O:AAPL241220C00200000", "O:SPY1241220C00600000", "O:SPY241220C00600000", "O:SPY241220P00600000")) {
            stored.addAll(TestBar.minutes(contract, date).subList(500, 800));
        }
        lake.lake.session(OPTIONS_MINUTE, BRONZE, stored);
        ZonedDateTime noon = date.atTime(LocalTime.NOON).atZone(TradingCalendar.ZONE);
        TreeMap<String, TestBar> last = new TreeMap<>();
        for (TestBar bar : stored) {
            if (bar.ticker().startsWith("O:SPY2") && bar.micros() <= TestBar.micros(noon)) {
                last.put(bar.ticker(), bar.undated());
            }
        }

        BarQuery chain = BarQuery.chain(OPTIONS_MINUTE, "SPY", SessionRange.of(date), noon.toInstant());

        assertThat(lake.read(chain)).isEqualTo(List.copyOf(last.values())).hasSize(2);
        assertThat(lake.engine.explain(chain).engine()).isEqualTo(QueryPlan.DUCKDB);
        try (BatchStream rows = lake.engine.bars(chain, lake.allocator)) {
            assertThat(rows.schema().getFields())
                    .extracting(Field::getName)
                    .startsWith("ticker", "timestamp", "expiration_date", "contract_type", "strike_price");
        }
    }

    @Test
    void a_panel_has_every_session_and_no_bar_is_not_a_number() {
        List<TestBar> stored = ReaderLake.days("AAPL", "MSFT");
        stored.removeIf(bar -> bar.ticker().equals("MSFT") && bar.date().getDayOfMonth() == 10);
        lake.lake.settled(STOCKS_DAILY, BRONZE, stored);

        Panel panel;
        try (BatchStream rows = lake.engine.bars(BarQuery.ofAll(STOCKS_DAILY).columns("close"), lake.allocator)) {
            panel = Panel.of(rows, "close", TradingCalendar.nyse());
        }

        assertThat(panel.symbols()).containsExactly("AAPL", "MSFT");
        assertThat(panel.sessions()).hasSize(21);
        assertThat(panel.value(LocalDate.of(2024, 12, 10), "MSFT")).isNaN();
        for (TestBar bar : stored) {
            assertThat(panel.value(bar.date(), bar.ticker())).isEqualTo(bar.close());
        }
        try (VectorSchemaRoot arrow = panel.toArrow(lake.allocator)) {
            assertThat(arrow.getSchema().getFields())
                    .extracting(Field::getName)
                    .containsExactly("date", "AAPL", "MSFT");
            assertThat(arrow.getVector("MSFT").getObject(6)).isEqualTo(Double.NaN);
            assertThat(arrow.getVector("MSFT").getObject(7)).isEqualTo(panel.values()[7][1]);
        }
    }

    @Test
    void what_cannot_be_asked_is_refused() {
        assertThatThrownBy(
                        () -> BarQuery.of(OPTIONS_DAILY, "O:SPY241220C00600000").prices(PriceView.ADJUSTED))
                .hasMessageContaining("raw prices");
        assertThatThrownBy(() -> BarQuery.of(STOCKS_MINUTE)).hasMessageContaining("at least one name");
        assertThatThrownBy(() -> BarQuery.ofUnderlyings(STOCKS_DAILY, "SPY")).hasMessageContaining("options");
        assertThatThrownBy(
                        () -> BarQuery.of(STOCKS_MINUTE, "AAPL").columns("date").every(BarInterval.ONE_HOUR))
                .hasMessageContaining("columns among");
        assertThatThrownBy(() -> lake.read(BarQuery.of(STOCKS_MINUTE, "AAPL").columns("vwap")))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("cannot read vwap");
        assertThatThrownBy(() -> lake.readByDuckDb(BarQuery.ofSecurities(STOCKS_DAILY, "FB")))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("LakeAccess");
        assertThat(new BarKeys(BarKeys.Kind.TICKERS, List.of("A", "A")).names()).containsExactly("A");
    }
}
