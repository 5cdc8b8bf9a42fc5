package io.quantmini.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.feature.FeatureSet;
import io.quantmini.feature.NullReason;
import io.quantmini.features.FeatureSets;
import io.quantmini.market.Dataset;
import io.quantmini.market.OptionTicker;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import io.quantmini.query.Bars.Bar;
import io.quantmini.stage.FeatureEngine;
import io.quantmini.stage.FeatureRequest;
import io.quantmini.stage.FeatureStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionFeaturesTest {
    private static final List<LocalDate> CALENDAR =
            TradingCalendar.nyse().sessions(SessionRange.of("2024-01-02", "2024-07-31"));
    private static final LocalDate DAY = LocalDate.parse("2024-07-03");
    private static final String AAPL = "O:AAPL240920C00150000";
    private static final String BRKB = "O:BRKB240920P00400500";
    private static final String ADJUSTED = "O:AAPL1240920C00150000";
    private static final String LONE = "O:NOSTOCK240920C00010000";
    private static final String AMBIGUOUS = "O:ABC240920C00010000";

    @TempDir
    private Path directory;

    private final Tape tape = new Tape(3);

    @Test
    void daily_features_equal_their_formulas_over_the_contracts_bars() throws SQLException {
        List<Bar> stocks = tape.daily("AAPL", CALENDAR);
        List<LocalDate> some = CALENDAR.stream()
                .filter(date -> date.isBefore(LocalDate.parse("2024-03-01")) || tape.nextInt(3) > 0)
                .toList();
        List<Bar> options = new ArrayList<>(tape.daily(AAPL, some));
        options.addAll(tape.daily("O:AAPL240920P00150000", some.subList(3, 60)));
        Map<Bar, Double> underlying = new HashMap<>();
        for (Bar option : options) {
            stocks.stream()
                    .filter(stock -> stock.date().equals(option.date()))
                    .forEach(stock -> underlying.put(option, stock.close()));
        }

        List<SilverRow> rows = compute(request(Dataset.OPTIONS_DAILY, Bars.writeOptions(directory, options), CALENDAR)
                .underlyingBars(new ParquetBars(Dataset.STOCKS_DAILY, Bars.writeStocks(directory, stocks))));

        assertThat(rows.stream().map(SilverRow::key))
                .containsExactlyElementsOf(options.stream().sorted(Bar.ORDER).toList());
        Map<String, List<Bar>> contracts =
                options.stream().sorted(Bar.ORDER).collect(Collectors.groupingBy(Bar::ticker));
        int volumes = 0;
        for (SilverRow row : rows) {
            List<Bar> contract = contracts.getOrDefault(row.ticker(), List.of());
            int place = contract.indexOf(row.key());
            OptionTicker option = OptionTicker.parse(row.ticker());
            Double close = underlying.get(row.key());
            assertThat(row.value("underlying_close")).isEqualTo(close);
            Close.assertClose(row, "moneyness", close == null ? null : close / option.strikePrice());
            assertThat(row.value("days_to_expiry"))
                    .isEqualTo((double) ChronoUnit.DAYS.between(row.date(), option.expiration()));
            Series closes = Series.of(contract.stream().map(Bar::close).toArray(Double[]::new));
            Series volume =
                    Series.of(contract.stream().map(bar -> bar.trade().volume()).toArray(Double[]::new));
            Close.assertClose(
                    row, "returns_1d", closes.over(closes.back(1)).log().at(place));
            Close.assertClose(
                    row, "relative_volume", volume.over(volume.mean(20).back(1)).at(place));
            volumes += row.value("relative_volume") == null ? 0 : 1;
        }
        assertThat(volumes).isEqualTo(rows.size() - 2 * 20);
    }

    @Test
    void what_lies_further_back_than_sixty_sessions_is_absent_wherever_the_load_began() throws SQLException {
        LocalDate inReach = CALENDAR.get(10);
        LocalDate last = CALENDAR.get(70);
        List<Bar> options = new ArrayList<>();
        options.addAll(tape.daily(AAPL, List.of(inReach, last)));
        options.addAll(tape.daily(BRKB, List.of(CALENDAR.get(9), last)));
        List<Path> files = Bars.writeOptions(directory, options);

        List<SilverRow> all =
                compute(request(Dataset.OPTIONS_DAILY, files, CALENDAR).sessions(List.of(last)));
        assertThat(all.get(0).value("returns_1d")).isNotNull();
        assertThat(all.get(1).value("returns_1d")).isNull();

        List<LocalDate> shorter = CALENDAR.subList(10, CALENDAR.size());
        assertThat(compute(request(Dataset.OPTIONS_DAILY, files, shorter).sessions(List.of(last))))
                .isEqualTo(all);
    }

    @Test
    void what_looks_back_at_the_stock_has_the_same_bits_from_sixty_sessions_before_on() throws SQLException {
        FeatureSet back = Sets.doubles(
                "before = Ref($underlying_close,1)",
                "mean = Mean($underlying_close,5)/$strike_price",
                "smooth = EMA($underlying_close,2)-$close",
                "moves = Corr($close,$underlying_close,7)",
                "spread = Std(Log($underlying_close/Ref($underlying_close,3)),4)");
        List<LocalDate> some =
                CALENDAR.stream().filter(date -> tape.nextInt(3) > 0).toList();
        List<Bar> options = new ArrayList<>(tape.daily(AAPL, some));
        options.addAll(tape.daily(
                BRKB, CALENDAR.stream().filter(date -> tape.nextInt(12) == 0).toList()));
        List<Bar> stocks = new ArrayList<>(tape.daily("AAPL", CALENDAR));
        stocks.addAll(tape.daily(
                "BRK.B", CALENDAR.stream().filter(date -> tape.nextInt(9) > 0).toList()));
        List<LocalDate> near = CALENDAR.subList(90 - FeatureSet.CONTRACT_REACH_SESSIONS, CALENDAR.size());

        List<SilverRow> whole = compute(over(back, CALENDAR, options, stocks));
        assertThat(compute(over(back, near, options, stocks))).isEqualTo(whole);
        for (String column : List.of("before", "mean", "smooth", "moves", "spread")) {
            assertThat(whole).as(column).anyMatch(row -> row.value(column) != null);
            assertThat(whole).as(column).anyMatch(row -> row.value(column) == null);
        }
    }

    /** The sessions from the 90th on, over bars of a calendar alone. */
    private FeatureRequest.Builder over(FeatureSet set, List<LocalDate> calendar, List<Bar> options, List<Bar> stocks)
            throws SQLException {
        List<Bar> optionBars =
                options.stream().filter(bar -> calendar.contains(bar.date())).toList();
        List<Bar> stockBars =
                stocks.stream().filter(bar -> calendar.contains(bar.date())).toList();
        return FeatureRequest.of(
                        Dataset.OPTIONS_DAILY, List.of(set), new FeatureRequest.Resources(256L << 20, 2, directory))
                .bars(new ParquetBars(Dataset.OPTIONS_DAILY, Bars.writeOptions(directory, optionBars)))
                .underlyingBars(new ParquetBars(Dataset.STOCKS_DAILY, Bars.writeStocks(directory, stockBars)))
                .calendar(calendar)
                .sessions(CALENDAR.subList(90, CALENDAR.size()));
    }

    @Test
    void the_stock_is_the_root_or_the_only_ticker_equal_to_it_without_its_dot() throws SQLException {
        List<LocalDate> two = List.of(CALENDAR.get(0), CALENDAR.get(1));
        List<Bar> stocks = new ArrayList<>();
        stocks.add(Bars.daily("AAPL", two.get(0), Bars.flat(190, 1)));
        stocks.add(Bars.daily("AA.PL", two.get(0), Bars.flat(7, 1)));
        stocks.add(Bars.daily("BRK.B", two.get(0), Bars.flat(360, 1)));
        stocks.add(Bars.daily("BRK.A", two.get(0), Bars.flat(500_000, 1)));
        stocks.add(Bars.daily("AB.C", two.get(0), Bars.flat(1, 1)));
        stocks.add(Bars.daily("A.BC", two.get(0), Bars.flat(2, 1)));
        stocks.add(Bars.daily("aapl", two.get(1), Bars.flat(3, 1)));
        stocks.add(Bars.daily("AAPL1", two.get(0), Bars.flat(4, 1)));
        List<Bar> options = new ArrayList<>();
        for (String ticker : List.of(AAPL, BRKB, ADJUSTED, LONE, AMBIGUOUS)) {
            options.add(Bars.daily(ticker, two.get(0), Bars.flat(1, 1)));
        }
        options.add(Bars.daily(AAPL, two.get(1), Bars.flat(1, 1)));

        FeatureRequest request = request(Dataset.OPTIONS_DAILY, Bars.writeOptions(directory, options), two)
                .underlyingBars(new ParquetBars(Dataset.STOCKS_DAILY, Bars.writeStocks(directory, stocks)))
                .build();
        Map<String, Double> closes = new HashMap<>();
        try (RootAllocator allocator = new RootAllocator();
                FeatureStream stream = engine().compute(request, allocator)) {
            for (SilverRow row : SilverRow.collect(stream)) {
                closes.put(row.ticker() + row.date(), row.value("underlying_close"));
            }
            assertThat(stream.nulls())
                    .isEqualTo(Map.of(
                            NullReason.ADJUSTED_CONTRACT, 1L,
                            NullReason.NO_STOCK, 2L,
                            NullReason.SEVERAL_STOCKS, 1L,
                            NullReason.PRICE_TOO_LOW, 2L));
        }
        assertThat(closes).hasSize(6).containsEntry(AAPL + two.get(0), 190.0).containsEntry(BRKB + two.get(0), 360.0);
        assertThat(closes.values().stream().filter(close -> close != null)).hasSize(2);
    }

    @Test
    void minute_features_equal_their_formulas_over_the_contracts_bars_of_the_session() throws SQLException {
        List<Bar> options = new ArrayList<>(tape.minutes(AAPL, DAY, 570, 80));
        options.addAll(tape.minutes(AAPL, CALENDAR.get(CALENDAR.indexOf(DAY) + 1), 570, 25));
        options.addAll(tape.minutes(BRKB, DAY, 575, 3));
        List<SilverRow> rows =
                compute(request(Dataset.OPTIONS_MINUTE, Bars.writeOptions(directory, options), CALENDAR));
        Map<String, List<Bar>> sessions =
                options.stream().sorted(Bar.ORDER).collect(Collectors.groupingBy(bar -> bar.ticker() + bar.date()));
        assertThat(rows).hasSameSizeAs(options);
        for (SilverRow row : rows) {
            List<Bar> session = sessions.getOrDefault(row.ticker() + row.date(), List.of());
            int place = session.indexOf(row.key());
            MinuteFormulas.of(session, 1)
                    .forEach((feature, series) -> Close.assertClose(row, feature, series.at(place)));
        }
    }

    @Test
    void a_minutes_underlying_is_the_stocks_last_bar_of_the_session_at_or_before_it() throws SQLException {
        LocalDate previous = TradingCalendar.nyse().previous(DAY);
        List<Bar> stocks = new ArrayList<>();
        stocks.add(Bars.minute("AAPL", previous, 900, Bars.flat(100, 1)));
        stocks.add(Bars.minute("AAPL", DAY, 575, Bars.flat(101, 1)));
        stocks.add(Bars.minute("AAPL", DAY, 580, Bars.flat(102, 1)));
        stocks.add(Bars.minute("BRK.B", DAY, 575, Bars.flat(400, 1)));
        List<Bar> options = new ArrayList<>();
        for (int minute : List.of(574, 575, 579, 580, 600)) {
            options.add(Bars.minute(AAPL, DAY, minute, Bars.flat(1, 1)));
        }
        options.add(Bars.minute(BRKB, DAY, 600, Bars.flat(1, 1)));
        FeatureRequest request = request(Dataset.OPTIONS_MINUTE, Bars.writeOptions(directory, options), CALENDAR)
                .underlyingBars(new ParquetBars(Dataset.STOCKS_MINUTE, Bars.writeStocks(directory, stocks)))
                .build();
        try (RootAllocator allocator = new RootAllocator();
                FeatureStream stream = engine().compute(request, allocator)) {
            assertThat(SilverRow.collect(stream).stream().map(row -> row.value("underlying_close")))
                    .containsExactly(null, 101.0, 101.0, 102.0, 102.0, 400.0);
            assertThat(stream.nulls()).isEqualTo(Map.of(NullReason.NO_STOCK_BAR_YET, 1L));
        }
    }

    private FeatureRequest.Builder request(Dataset dataset, List<Path> files, List<LocalDate> calendar) {
        FeatureSet set = FeatureSets.base(dataset);
        return FeatureRequest.of(dataset, List.of(set), new FeatureRequest.Resources(256L << 20, 2, directory))
                .bars(new ParquetBars(dataset, files))
                .calendar(calendar);
    }

    private List<SilverRow> compute(FeatureRequest.Builder request) {
        return SilverRow.compute(engine(), request.build());
    }

    /** The engine that must give what the formulas say. */
    FeatureEngine engine() {
        return new DuckDbFeatureEngine();
    }
}
