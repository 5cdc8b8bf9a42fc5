package io.quantmini.query;

import static io.quantmini.lake.Layer.BRONZE;
import static io.quantmini.market.Dataset.OPTIONS_DAILY;
import static io.quantmini.market.Dataset.OPTIONS_MINUTE;
import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static io.quantmini.market.Dataset.STOCKS_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.QuantminiContext;
import io.quantmini.batch.BatchStream;
import io.quantmini.batch.Panel;
import io.quantmini.config.QuantminiConfig;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import io.quantmini.pipeline.LakeAccess;
import io.quantmini.stage.BarInterval;
import io.quantmini.stage.BarKeys;
import io.quantmini.stage.BarQuery;
import io.quantmini.stage.PriceView;
import io.quantmini.stage.QueryPlan;
import io.quantmini.stage.TradingHours;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
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
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bars by the lake's own reader, against DuckDB over the same files and against plain loops. */
class ReaderBarsTest {
    private static final String[] SYMBOLS = {"A", "AAPL", "AAPLW", "BRK.A", "MSFT", "NA", "TPA", "TpA"};

    @TempDir
    Path directory;

    private final BufferAllocator allocator = new RootAllocator();
    private QuantminiContext context;
    private BarLake lake;
    private DuckDbQueryEngine engine;
    private DuckDbQueryEngine duckDb;

    @BeforeEach
    void open() {
        Path root = directory.resolve("lake");
        lake = new BarLake(root);
        context = QuantminiContext.open(QuantminiConfig.builder().dataRoot(root).build());
        QuerySettings settings = new QuerySettings(64 << 20, 2, directory);
        engine = DuckDbQueryEngine.open(
                LakeAccess.open(context, lake.lake()), settings, new CacheSettings(8 << 20, Duration.ofMinutes(10)));
        duckDb = DuckDbQueryEngine.open(lake.lake(), settings);
    }

    @AfterEach
    void close() {
        engine.close();
        duckDb.close();
        context.close();
        allocator.close();
    }

    private List<TestBar> read(BarQuery query) {
        return TestBar.read(engine.bars(query, allocator));
    }

    /** Two settled months, of which the second has a later session beside it, and sessions that are not settled. */
    private void bothTiers() {
        settled("2024-11-25", "2024-11-26", "2024-11-29");
        settled("2024-12-02", "2024-12-04");
        session("2024-12-03");
        session("2024-12-05");
        session("2024-12-06");
    }

    private void settled(String... dates) {
        List<TestBar> bars = new ArrayList<>();
        for (String date : dates) {
            bars.addAll(minutes(LocalDate.parse(date)));
        }
        lake.settled(STOCKS_MINUTE, BRONZE, bars);
    }

    private void session(String date) {
        lake.session(STOCKS_MINUTE, BRONZE, minutes(LocalDate.parse(date)));
    }

    private static List<TestBar> minutes(LocalDate date) {
        List<TestBar> bars = new ArrayList<>();
        for (String symbol : SYMBOLS) {
            bars.addAll(TestBar.minutes(symbol, date).subList(200, 700));
        }
        return bars;
    }

    private static BarQuery random(SplittableRandom random) {
        List<String> symbols = new ArrayList<>(Arrays.asList(SYMBOLS));
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
    void the_reader_and_duckdb_give_the_same_bars() {
        bothTiers();
        SplittableRandom random = new SplittableRandom(20241127);
        int bars = 0;
        for (int i = 0; i < 200; i++) {
            BarQuery query = random(random);
            List<TestBar> answer = read(query);
            assertThat(answer).as(query.toString()).isEqualTo(TestBar.read(duckDb.bars(query, allocator)));
            assertThat(engine.explain(query).engine()).isEqualTo(QueryPlan.READER);
            bars += answer.size();
        }
        assertThat(bars).isGreaterThan(10_000);
    }

    @Test
    void an_answer_is_kept_until_a_commit_touches_what_it_was_made_from() {
        bothTiers();
        BarQuery query = BarQuery.of(STOCKS_MINUTE, "MSFT", "AAPL").during(SessionRange.of("2024-12-02", "2024-12-05"));
        BarQuery same = BarQuery.of(STOCKS_MINUTE, "AAPL", "MSFT").during(SessionRange.of("2024-12-02", "2024-12-05"));
        assertThat(engine.explain(query).cached()).isFalse();
        List<TestBar> answer = read(query);

        assertThat(engine.explain(same).cached()).isTrue();
        assertThat(read(same)).isEqualTo(answer);
        assertThat(engine.cacheStatistics().hits()).isEqualTo(1);

        session("2024-12-09");
        assertThat(read(query)).isEqualTo(answer);
        assertThat(engine.cacheStatistics().hits()).isEqualTo(2);

        List<TestBar> corrected = minutes(LocalDate.of(2024, 12, 5)).subList(0, 1000);
        String before = lake.lake()
                .catalog()
                .session(STOCKS_MINUTE, BRONZE, LocalDate.of(2024, 12, 5))
                .orElseThrow()
                .unit()
                .unit();
        lake.session(STOCKS_MINUTE, BRONZE, corrected, before);

        assertThat(engine.explain(query).cached()).isFalse();
        assertThat(read(query))
                .isEqualTo(TestBar.read(duckDb.bars(query, allocator)))
                .isNotEqualTo(answer);
        assertThat(engine.cacheStatistics().hits()).isEqualTo(2);
    }

    @Test
    void an_answer_that_was_not_read_to_its_end_or_is_too_large_is_not_kept() {
        bothTiers();
        BarQuery one = BarQuery.of(STOCKS_MINUTE, "MSFT");
        try (BatchStream bars = engine.bars(one, allocator)) {
            assertThat(bars.advance()).isTrue();
        }
        read(BarQuery.ofAll(STOCKS_MINUTE));

        assertThat(engine.explain(one).cached()).isFalse();
        assertThat(engine.explain(BarQuery.ofAll(STOCKS_MINUTE)).cached()).isFalse();
        assertThat(engine.cacheStatistics().entries()).isZero();
    }

    @Test
    void statements_are_kept_unless_they_change_by_themselves() {
        bothTiers();
        for (int i = 0; i < 2; i++) {
            drain("SELECT count(*) FROM bronze.stocks_minute WHERE symbol = ?", "AAPL");
            drain("SELECT count(*), random() FROM bronze.stocks_minute WHERE symbol = ?", "AAPL");
            drain("SELECT count(*) FROM bronze.stocks_minute WHERE symbol = ?", "MSFT");
        }
        assertThat(engine.cacheStatistics().hits()).isEqualTo(2);
        assertThat(engine.cacheStatistics().entries()).isEqualTo(2);
    }

    @Test
    void a_statement_opens_only_files_that_its_conditions_leave() {
        bothTiers();
        int[] files = {19, 3 + 2, 3 + 4, 8 + 3, 8, 19, 19, 19, 3 + 1, 1, 19};
        String[] wheres = {
            "true",
            "symbol = 'AAPL'",
            "t.symbol IN ('AAPL', 'NA') AND close > 100",
            "date BETWEEN DATE '2024-12-01' AND '2024-12-31'",
            "date < DATE '2024-12-01' AND symbol LIKE '%A%'",
            "symbol = 'AAPL' OR close > 109.9",
            "NOT symbol = 'AAPL'",
            "symbol = upper('aapl')",
            "'2024-12-01' < date AND symbol = 'TpA'",
            "symbol = 'none' AND date < '2024-12-01'",
            "symbol COLLATE NOCASE = 'tpa'"
        };
        for (int i = 0; i < wheres.length; i++) {
            String select = "SELECT symbol, count(*), sum(volume ORDER BY timestamp) FROM bronze.stocks_minute t WHERE "
                    + wheres[i] + " GROUP BY ALL ORDER BY ALL";
            assertThat(engine.explain(select, List.of()).files()).as(wheres[i]).hasSize(files[i]);
            assertThat(engine.explain(select, List.of()).filesConsidered()).isEqualTo(19);
            // In a common table expression conditions stand elsewhere, and all files are read.
            String all = select.replace("FROM bronze.stocks_minute", "FROM (FROM bronze.stocks_minute LIMIT 1000000)");
            assertThat(text(select)).as(wheres[i]).isEqualTo(text(all));
        }
        String twice = "SELECT count(*) FROM bronze.stocks_minute WHERE symbol = 'AAPL' UNION ALL SELECT count(*) FROM"
                + " bronze.stocks_minute WHERE symbol = 'MSFT'";
        assertThat(engine.explain(twice, List.of()).files()).hasSize(19);
        assertThat(text(
                        "SELECT count(*) FROM bronze.stocks_minute WHERE symbol = ? AND date >= ?",
                        "NA",
                        LocalDate.of(2024, 12, 1)))
                .isEqualTo(
                        text(
                                "SELECT count(*) FROM bronze.stocks_minute WHERE symbol || '' = 'NA' AND date >= '2024-12-01'"));
    }

    private String text(String select, Object... parameters) {
        StringBuilder text = new StringBuilder();
        try (BatchStream rows = engine.sql(select, List.of(parameters), allocator)) {
            while (rows.advance()) {
                text.append(rows.batch().contentToTSVString());
            }
        }
        return text.toString();
    }

    private void drain(String select, Object... parameters) {
        try (BatchStream rows = engine.sql(select, List.of(parameters), allocator)) {
            while (rows.advance()) {
                assertThat(rows.batch().getRowCount()).isPositive();
            }
        }
    }

    @Test
    void the_plan_names_the_files_of_the_ticker_alone() {
        bothTiers();

        QueryPlan plan =
                engine.explain(BarQuery.of(STOCKS_MINUTE, "AAPL").during(SessionRange.of("2024-12-03", "2024-12-05")));

        assertThat(plan.filesConsidered()).isEqualTo(2L * SYMBOLS.length + 3);
        assertThat(plan.files())
                .extracting(file -> file.path().replaceAll("/part-.*", ""))
                .containsExactly(
                        "bronze/_sessions/stocks_minute/date=2024-12-03",
                        "bronze/_sessions/stocks_minute/date=2024-12-05",
                        "bronze/stocks_minute/symbol=AAPL/year=2024/month=12");
        assertThat(plan.describe()).contains("reader reads 3 of 19 files");
    }

    private List<TestBar> days(String... symbols) {
        List<TestBar> bars = new ArrayList<>();
        for (String symbol : symbols) {
            for (LocalDate date : TradingCalendar.nyse().sessions(SessionRange.of("2024-12-02", "2024-12-31"))) {
                bars.add(TestBar.day(symbol, date));
            }
        }
        return bars;
    }

    private void splits(String rows) {
        lake.reference(
                "splits",
                "SELECT * FROM (VALUES " + rows + ") AS splits(ticker, execution_date, split_from, split_to)");
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
    void prices_are_adjusted_by_session_also_before_weeks_are_merged() {
        List<TestBar> stored = days("AAPL", "MSFT");
        lake.settled(STOCKS_DAILY, BRONZE, stored);
        splits("('AAPL', DATE '2024-12-11', 1.0::DOUBLE, 4.0::DOUBLE)");
        LocalDate split = LocalDate.of(2024, 12, 11);
        List<TestBar> adjusted = stored.stream()
                .map(bar -> bar.ticker().equals("AAPL") && !bar.date().isBefore(split) ? times(bar, 4) : bar)
                .map(TestBar::undated)
                .toList();

        assertThat(read(BarQuery.of(STOCKS_DAILY, "AAPL", "MSFT").prices(PriceView.ADJUSTED)))
                .isEqualTo(adjusted);
        List<TestBar> asOf = read(BarQuery.of(STOCKS_DAILY, "AAPL").prices(PriceView.asOf(split)));
        assertThat(asOf.get(0).close()).isEqualTo(stored.get(0).close() / 4);
        assertThat(asOf.get(21 - 1).close()).isEqualTo(stored.get(20).close());

        TreeMap<TestBar, TestBar> weeks = new TreeMap<>(TestBar.ORDER);
        for (TestBar bar : adjusted) {
            ZonedDateTime monday = bar.start().with(DayOfWeek.MONDAY);
            weeks.merge(bar.at(monday), bar.at(monday), TestBar::and);
        }
        assertThat(read(BarQuery.of(STOCKS_DAILY, "AAPL", "MSFT")
                        .every(BarInterval.ONE_WEEK)
                        .prices(PriceView.ADJUSTED)))
                .isEqualTo(List.copyOf(weeks.values()));
    }

    @Test
    void a_changed_split_changes_the_answer_at_once() {
        lake.settled(STOCKS_DAILY, BRONZE, days("AAPL"));
        BarQuery query = BarQuery.of(STOCKS_DAILY, "AAPL").prices(PriceView.ADJUSTED);
        double raw = read(query).get(20).close();
        splits("('AAPL', DATE '2024-12-11', 1.0::DOUBLE, 4.0::DOUBLE)");

        assertThat(read(query).get(20).close()).isEqualTo(4 * raw);
    }

    @Test
    void a_security_is_followed_through_its_tickers() {
        List<TestBar> stored = new ArrayList<>();
        LocalDate rename = LocalDate.of(2024, 12, 16);
        for (TestBar bar : days("FB", "META")) {
            if (bar.ticker().equals("META") || bar.date().isBefore(rename)) {
                stored.add(bar); // META names another security before
            }
        }
        lake.settled(STOCKS_DAILY, BRONZE, stored);
        lake.reference(
                "securities",
                "SELECT * FROM (VALUES ('FB', 'FB', NULL::DATE, DATE '2024-12-15', 'ticker_event'), ('FB', 'META', DATE '2024-12-16',"
                        + " NULL::DATE, 'ticker_event'), ('META', 'META', NULL::DATE, DATE '2024-12-15', 'ticker_event')) AS"
                        + " securities(security_id, ticker, \"from\", \"to\", evidence)");
        List<TestBar> expected = stored.stream()
                .filter(bar -> bar.ticker().equals("FB") || !bar.date().isBefore(rename))
                .map(TestBar::undated)
                .toList();

        assertThat(read(BarQuery.ofSecurities(STOCKS_DAILY, "FB"))).isEqualTo(expected);
        try (BatchStream rows = engine.bars(BarQuery.ofSecurities(STOCKS_DAILY, "META", "FB"), allocator)) {
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

    @Test
    void a_chain_has_the_last_bar_of_each_contract() {
        LocalDate date = LocalDate.of(2024, 12, 2);
        List<TestBar> stored = new ArrayList<>();
        for (String contract : List.of(
                "O:AAPL241220C00200000", "O:SPY1241220C00600000", "O:SPY241220C00600000", "O:SPY241220P00600000")) {
            stored.addAll(TestBar.minutes(contract, date).subList(500, 800));
        }
        lake.session(OPTIONS_MINUTE, BRONZE, stored);
        ZonedDateTime noon = date.atTime(LocalTime.NOON).atZone(TradingCalendar.ZONE);
        TreeMap<String, TestBar> last = new TreeMap<>();
        for (TestBar bar : stored) {
            if (bar.ticker().startsWith("O:SPY2") && bar.micros() <= TestBar.micros(noon)) {
                last.put(bar.ticker(), bar.undated());
            }
        }

        BarQuery chain = BarQuery.chain(OPTIONS_MINUTE, "SPY", SessionRange.of(date), noon.toInstant());

        assertThat(read(chain)).isEqualTo(List.copyOf(last.values())).hasSize(2);
        assertThat(engine.explain(chain).engine()).isEqualTo(QueryPlan.DUCKDB);
        try (BatchStream rows = engine.bars(chain, allocator)) {
            assertThat(rows.schema().getFields())
                    .extracting(Field::getName)
                    .startsWith("ticker", "timestamp", "expiration_date", "contract_type", "strike_price");
        }
    }

    @Test
    void a_panel_has_every_session_and_no_bar_is_not_a_number() {
        List<TestBar> stored = days("AAPL", "MSFT");
        stored.removeIf(bar -> bar.ticker().equals("MSFT") && bar.date().getDayOfMonth() == 10);
        lake.settled(STOCKS_DAILY, BRONZE, stored);

        Panel panel;
        try (BatchStream rows = engine.bars(BarQuery.ofAll(STOCKS_DAILY).columns("close"), allocator)) {
            panel = Panel.of(rows, "close", TradingCalendar.nyse());
        }

        assertThat(panel.symbols()).containsExactly("AAPL", "MSFT");
        assertThat(panel.sessions()).hasSize(21);
        assertThat(panel.value(LocalDate.of(2024, 12, 10), "MSFT")).isNaN();
        for (TestBar bar : stored) {
            assertThat(panel.value(bar.date(), bar.ticker())).isEqualTo(bar.close());
        }
        try (VectorSchemaRoot arrow = panel.toArrow(allocator)) {
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
        assertThatThrownBy(() -> read(BarQuery.of(STOCKS_MINUTE, "AAPL").columns("vwap")))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("cannot read vwap");
        assertThatThrownBy(() -> TestBar.read(duckDb.bars(BarQuery.ofSecurities(STOCKS_DAILY, "FB"), allocator)))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("LakeAccess");
        assertThat(new BarKeys(BarKeys.Kind.TICKERS, List.of("A", "A")).names()).containsExactly("A");
    }
}
