package io.quantmini.query;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.feature.Feature;
import io.quantmini.feature.FeatureSet;
import io.quantmini.features.FeatureSets;
import io.quantmini.market.AdjustmentFactors;
import io.quantmini.market.CorporateActions;
import io.quantmini.market.Dataset;
import io.quantmini.market.Dividend;
import io.quantmini.market.SecurityMap;
import io.quantmini.market.SecuritySpan;
import io.quantmini.market.SessionRange;
import io.quantmini.market.Split;
import io.quantmini.market.TradingCalendar;
import io.quantmini.query.Bars.Bar;
import io.quantmini.query.Bars.Trade;
import io.quantmini.stage.FeatureEngine;
import io.quantmini.stage.FeatureRequest;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StocksDailyFeaturesTest {
    private static final FeatureSet SET = FeatureSets.base(Dataset.STOCKS_DAILY);
    private static final LocalDate SPLIT = LocalDate.parse("2024-01-18");
    private static final LocalDate EX_DATE = LocalDate.parse("2024-02-09");
    private static final LocalDate RENAME = LocalDate.parse("2024-01-09");
    private static final List<LocalDate> CALENDAR =
            TradingCalendar.nyse().sessions(SessionRange.of("2023-10-02", "2024-04-30"));

    @TempDir
    private static Path directory;

    private final List<Bar> bars = market();
    private List<Path> files = List.of();
    private SecurityMap securities = SecurityMap.empty();
    private AdjustmentFactors factors = AdjustmentFactors.none();
    private List<SilverRow> all = List.of();

    @BeforeAll
    void write() throws SQLException {
        files = Bars.writeStocks(directory, bars);
        securities = SecurityMap.of(
                List.of(),
                List.of(),
                List.of(
                        SecuritySpan.user("company", "FB", null, RENAME.minusDays(1)),
                        SecuritySpan.user("company", "META", RENAME, null),
                        SecuritySpan.user("fund", "META", null, RENAME.minusDays(20))));
        factors = AdjustmentFactors.of(
                CorporateActions.of(
                        securities,
                        List.of(new Split("AAPL", SPLIT, 1, 7), new Split("META", RENAME, 2, 1)),
                        List.of(new Dividend("AAPL", EX_DATE, 0.25))),
                this::closeBefore);
        all = compute(files, CALENDAR, CALENDAR);
    }

    @Test
    void every_base_feature_equals_its_formula() {
        Map<Bar, Map<String, @Nullable Double>> expected = expected();
        assertThat(all).hasSameSizeAs(bars);
        int present = 0;
        for (SilverRow row : all) {
            Map<String, @Nullable Double> formulas = requireNonNull(expected.get(row.key()));
            for (String feature : formulas.keySet()) {
                present += row.value(feature) == null ? 0 : 1;
                Close.assertClose(row, feature, formulas.get(feature));
            }
        }
        assertThat(expected.values().iterator().next().keySet())
                .containsExactlyElementsOf(
                        SET.features().stream().map(feature -> feature.name()).toList());
        assertThat(present).isGreaterThan(15_000);
    }

    @Test
    void rows_are_those_of_bronze_sorted_by_the_bytes_of_the_symbol_then_time() {
        List<Bar> sorted = bars.stream().sorted(Bar.ORDER).toList();
        assertThat(all.stream().map(SilverRow::key)).containsExactlyElementsOf(sorted);
        assertThat(sorted.stream().map(Bar::ticker).distinct())
                .containsExactly(
                        "AAPL", "BRK.B", "FB", "FLAT", "GAPS", "META", "NA", "NULL", "ONE", "TPA", "TpA", "ZERO");
    }

    @Test
    void the_factor_stands_beside_raw_prices_and_no_split_shows_in_the_returns() {
        for (SilverRow row : all) {
            if (row.ticker().equals("AAPL")) {
                double factor = row.date().isBefore(SPLIT) ? 1 : row.date().isBefore(EX_DATE) ? 7 : 7.01;
                assertThat(row.value("factor")).isBetween(factor, factor + 0.2);
                Double change = row.value("returns_1d");
                assertThat(change == null || Math.abs(change) < 0.2).isTrue();
            } else if (!row.ticker().equals("META")) {
                assertThat(row.value("factor")).isEqualTo(1.0);
            }
        }
    }

    @Test
    void a_renamed_security_keeps_its_history_and_a_taken_over_ticker_brings_none() {
        Map<String, SilverRow> rows = new HashMap<>();
        all.forEach(row -> rows.put(row.ticker() + row.date(), row));
        SilverRow first = requireNonNull(rows.get("META" + RENAME));
        LocalDate before = TradingCalendar.nyse().previous(RENAME);
        double close = closeOf("FB", before);
        assertThat(first.value("factor")).isEqualTo(0.5);
        assertThat(first.value("returns_1d")).isEqualTo(StrictMath.log(closeOf("META", RENAME) * 0.5 / close));
        assertThat(requireNonNull(rows.get("FB" + before)).value("volatility_20d"))
                .isNotNull();
        assertThat(first.value("volatility_20d")).isNotNull();
    }

    @Test
    void cutting_what_comes_later_changes_nothing_before() {
        for (String day : List.of("2023-10-31", SPLIT.minusDays(1).toString())) {
            LocalDate cut = LocalDate.parse(day);
            List<LocalDate> sessions =
                    CALENDAR.stream().filter(date -> !date.isAfter(cut)).toList();
            assertThat(compute(files, sessions, sessions))
                    .isEqualTo(
                            all.stream().filter(row -> !row.date().isAfter(cut)).toList());
        }
        List<LocalDate> fourMonths = CALENDAR.subList(0, CALENDAR.indexOf(LocalDate.parse("2024-01-31")) + 1);
        assertThat(compute(files.subList(0, 4), fourMonths, fourMonths))
                .isEqualTo(all.stream()
                        .filter(row -> row.date().isBefore(LocalDate.parse("2024-02-01")))
                        .toList());
    }

    @Test
    void starting_the_load_earlier_changes_nothing() {
        FeatureSet monthly = Sets.doubles(
                "mean = Mean($close,20)", "std = Std($close,20)", "ema = EMA($close,2)", "max = Max($high,9)");
        assertThat(monthly.lookbackSessions(Dataset.STOCKS_DAILY)).isEqualTo(19);
        List<LocalDate> april = CALENDAR.subList(CALENDAR.indexOf(LocalDate.parse("2024-04-01")), CALENDAR.size());
        List<SilverRow> whole = compute(List.of(monthly), files, CALENDAR, april);
        List<SilverRow> two = compute(List.of(monthly), files.subList(5, 7), CALENDAR, april);
        List<LocalDate> fromMarch = CALENDAR.subList(CALENDAR.indexOf(LocalDate.parse("2024-03-01")), CALENDAR.size());
        assertThat(whole).isNotEmpty().isEqualTo(two).isEqualTo(compute(List.of(monthly), files, fromMarch, april));
        for (LocalDate session : List.of(april.get(1), april.get(april.size() - 1))) {
            assertThat(compute(List.of(monthly), files, CALENDAR, List.of(session)))
                    .isNotEmpty()
                    .isEqualTo(whole.stream()
                            .filter(row -> row.date().equals(session))
                            .toList());
        }
    }

    @Test
    void a_late_session_fills_a_row_and_shifts_nothing() {
        SilverRow afterGap = all.stream()
                .filter(row -> row.ticker().equals("GAPS") && row.date().equals(CALENDAR.get(31)))
                .findFirst()
                .orElseThrow();
        assertThat(afterGap.value("returns_1d")).isNull();
        assertThat(afterGap.value("returns_5d"))
                .isEqualTo(StrictMath.log(closeOf("GAPS", CALENDAR.get(31)) / closeOf("GAPS", CALENDAR.get(26))));
    }

    @Test
    void several_sets_are_computed_as_each_alone_and_follow_each_other() {
        FeatureSet longer = new FeatureSet(
                "mine",
                1,
                SET.precision(),
                List.of(Feature.of("mean_60", "Mean($close,60)"), Feature.of("twice", "$close*2")));
        FeatureSet first =
                new FeatureSet(SET.name(), 1, SET.precision(), SET.features().subList(0, 7));
        List<LocalDate> sessions = CALENDAR.subList(100, 110);
        List<SilverRow> both = compute(List.of(longer, first), files, CALENDAR, sessions);
        List<SilverRow> one = compute(List.of(longer), files, CALENDAR, sessions);
        assertThat(both).hasSameSizeAs(one).isNotEmpty();
        for (int i = 0; i < both.size(); i++) {
            assertThat(both.get(i).values()).containsAllEntriesOf(one.get(i).values());
        }
        List<SilverRow> other = compute(List.of(first), files, CALENDAR, sessions);
        for (int i = 0; i < both.size(); i++) {
            assertThat(both.get(i).values()).containsAllEntriesOf(other.get(i).values());
        }
        assertThat(both.get(0).values().keySet())
                .containsSubsequence("factor", "mean_60", "twice", "returns_1d", "daily_return");
    }

    private List<SilverRow> compute(List<Path> read, List<LocalDate> calendar, List<LocalDate> sessions) {
        return compute(List.of(SET), read, calendar, sessions);
    }

    private List<SilverRow> compute(
            List<FeatureSet> sets, List<Path> read, List<LocalDate> calendar, List<LocalDate> sessions) {
        FeatureRequest request = FeatureRequest.of(
                        Dataset.STOCKS_DAILY, sets, new FeatureRequest.Resources(256L << 20, 2, directory))
                .bars(new ParquetBars(Dataset.STOCKS_DAILY, read))
                .calendar(calendar)
                .sessions(sessions)
                .reference(securities, factors)
                .build();
        return SilverRow.compute(engine(), request);
    }

    private double closeBefore(String security, LocalDate date) {
        return bars.stream()
                .filter(bar -> securities.securityOf(bar.ticker(), bar.date()).equals(security)
                        && bar.date().isBefore(date))
                .max(Comparator.comparing(Bar::date))
                .map(Bar::close)
                .orElse(Double.NaN);
    }

    private double closeOf(String ticker, LocalDate date) {
        return bars.stream()
                .filter(bar -> bar.ticker().equals(ticker) && bar.date().equals(date))
                .findFirst()
                .orElseThrow()
                .close();
    }

    private Map<Bar, Map<String, @Nullable Double>> expected() {
        Map<String, Bar[]> bySecurity = new HashMap<>();
        for (Bar bar : bars) {
            bySecurity
                    .computeIfAbsent(securities.securityOf(bar.ticker(), bar.date()), id -> new Bar[CALENDAR.size()])[
                    CALENDAR.indexOf(bar.date())] = bar;
        }
        Map<Bar, Map<String, @Nullable Double>> expected = new HashMap<>();
        bySecurity.forEach((id, history) -> {
            Map<String, Series> formulas = formulas(id, history);
            for (int i = 0; i < history.length; i++) {
                if (history[i] != null) {
                    Map<String, @Nullable Double> values = new LinkedHashMap<>();
                    int row = i;
                    formulas.forEach((feature, series) -> values.put(feature, series.at(row)));
                    expected.put(history[i], values);
                }
            }
        });
        return expected;
    }

    private Map<String, Series> formulas(String id, Bar[] history) {
        int n = history.length;
        @Nullable Double[][] fields = new Double[5][n];
        for (int i = 0; i < n; i++) {
            if (history[i] != null) {
                Trade trade = history[i].trade();
                double factor = factors.factor(id, CALENDAR.get(i));
                fields[0][i] = trade.open() * factor;
                fields[1][i] = trade.high() * factor;
                fields[2][i] = trade.low() * factor;
                fields[3][i] = trade.close() * factor;
                fields[4][i] = trade.volume() / factor;
            }
        }
        Series open = new Series(fields[0]);
        Series high = new Series(fields[1]);
        Series low = new Series(fields[2]);
        Series close = new Series(fields[3]);
        Series volume = new Series(fields[4]);
        Series typical = high.plus(low).plus(close).map(x -> x / 3);
        Series change = close.minus(close.back(1));
        Series trueRange = high.minus(low)
                .with(high.minus(close.back(1)).map(Math::abs), Math::max)
                .with(low.minus(close.back(1)).map(Math::abs), Math::max);
        Series up = change.map(x -> Math.max(x, 0)).wilder(14);
        Series down = change.map(x -> Math.max(-x, 0)).wilder(14);
        Series macd = close.ema(12).minus(close.ema(26));
        Map<String, Series> formulas = new LinkedHashMap<>();
        formulas.put("returns_1d", close.over(close.back(1)).log());
        formulas.put("returns_5d", close.over(close.back(5)).log());
        formulas.put("returns_20d", close.over(close.back(20)).log());
        formulas.put("alpha_daily", close.over(close.back(1)).log().map(x -> -x));
        formulas.put("alpha_5d", close.over(close.back(5)).log().map(x -> -x));
        formulas.put("alpha_20d", close.over(close.back(20)).log().map(x -> -x));
        formulas.put("daily_return", close.over(open).map(x -> x - 1));
        formulas.put("price_range", high.minus(low));
        formulas.put("vwap", typical);
        formulas.put("relative_volume", volume.over(volume.mean(20).back(1)));
        formulas.put("volatility_20d", close.over(close.back(1)).log().std(20));
        formulas.put("money_flow", volume.times(typical));
        formulas.put("atr_14", trueRange.wilder(14));
        formulas.put("rsi_14", up.with(down, (u, d) -> 100 - 100 / (1 + u / d)));
        formulas.put("macd", macd);
        formulas.put("macd_signal", macd.ema(9));
        formulas.put("bb_upper", close.mean(20).plus(close.std(20).map(x -> 2 * x)));
        formulas.put("bb_lower", close.mean(20).minus(close.std(20).map(x -> 2 * x)));
        return formulas;
    }

    private static List<Bar> market() {
        Tape tape = new Tape(7);
        List<Bar> bars = new ArrayList<>();
        for (Bar bar : tape.daily("AAPL", CALENDAR)) {
            bars.add(bar.date().isBefore(SPLIT) ? bar : Bars.daily("AAPL", bar.date(), seventh(bar.trade())));
        }
        for (String ticker : List.of("BRK.B", "NA", "NULL", "TPA", "TpA")) {
            bars.addAll(tape.daily(ticker, CALENDAR));
        }
        bars.addAll(tape.daily(
                "FB", CALENDAR.stream().filter(date -> date.isBefore(RENAME)).toList()));
        bars.addAll(tape.daily("META", CALENDAR.subList(0, 40)));
        bars.addAll(tape.daily("META", CALENDAR.subList(CALENDAR.indexOf(RENAME), CALENDAR.size())));
        bars.addAll(tape.daily("ONE", List.of(CALENDAR.get(50))));
        List<LocalDate> some = new ArrayList<>(CALENDAR);
        some.remove(30);
        some.subList(60, 66).clear();
        bars.addAll(tape.daily("GAPS", some));
        for (LocalDate date : CALENDAR) {
            bars.add(Bars.daily("FLAT", date, Bars.flat(13.37, 100)));
            Trade trade = tape.trade(5);
            bars.add(Bars.daily(
                    "ZERO",
                    date,
                    new Trade(trade.open(), trade.high(), trade.low(), trade.close(), 0, trade.transactions())));
        }
        return List.copyOf(bars);
    }

    private static Trade seventh(Trade trade) {
        return new Trade(
                trade.open() / 7,
                trade.high() / 7,
                trade.low() / 7,
                trade.close() / 7,
                trade.volume() * 7,
                trade.transactions());
    }

    /** The engine that must give what the formulas say. */
    FeatureEngine engine() {
        return new DuckDbFeatureEngine();
    }
}
