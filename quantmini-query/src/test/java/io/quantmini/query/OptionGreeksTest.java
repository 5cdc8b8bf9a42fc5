package io.quantmini.query;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quantmini.feature.Feature;
import io.quantmini.feature.FeatureSet;
import io.quantmini.feature.NullReason;
import io.quantmini.feature.Precision;
import io.quantmini.features.FeatureSets;
import io.quantmini.market.ContractType;
import io.quantmini.market.Dataset;
import io.quantmini.market.OptionTicker;
import io.quantmini.market.RateCurve;
import io.quantmini.market.Rates;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import io.quantmini.query.Bars.Bar;
import io.quantmini.stage.BarSource;
import io.quantmini.stage.FeatureRequest;
import io.quantmini.stage.FeatureStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionGreeksTest {
    private static final List<LocalDate> CALENDAR =
            TradingCalendar.nyse().sessions(SessionRange.of("2024-09-09", "2024-09-20"));
    private static final Rates RATES = new Rates(
            new RateCurve(
                    new TreeMap<>(Map.of(LocalDate.parse("2024-09-10"), 0.053, LocalDate.parse("2024-09-19"), 0.048))),
            RateCurve.constant(0.012));
    private static final List<String> GREEKS = List.of("delta", "gamma", "theta", "vega");

    @TempDir
    private Path directory;

    @Test
    void volatility_and_greeks_equal_the_formulas_of_the_textbook() throws SQLException {
        List<Bar> stocks = new ArrayList<>();
        List<Bar> options = new ArrayList<>();
        int i = 0;
        for (LocalDate date : CALENDAR) {
            double close = 220 + 3 * Math.sin(i++);
            stocks.add(Bars.daily("AAPL", date, Bars.flat(close, 1)));
            stocks.add(Bars.daily("BRK.B", date, Bars.flat(2 * close, 1)));
            for (String ticker : List.of(
                    "O:AAPL240920C00220000",
                    "O:AAPL241220C00250000",
                    "O:AAPL241220P00190500",
                    "O:AAPL260116P00220000",
                    "O:BRKB241220C00430000",
                    "O:BRKB241220P00460000")) {
                double price = of(ticker, date, ticker.contains("BRKB") ? 2 * close : close)
                        .price(0.2 + 0.01 * i);
                options.add(Bars.daily(ticker, date, Bars.flat(Double.isNaN(price) ? 1 : price, 1)));
            }
        }

        try (RootAllocator allocator = new RootAllocator();
                FeatureStream stream = new DuckDbFeatureEngine().compute(request(options, stocks, base()), allocator)) {
            List<SilverRow> rows = SilverRow.collect(stream);
            assertThat(rows).hasSameSizeAs(options);
            for (SilverRow row : rows) {
                assertTextbook(row);
            }
            assertThat(stream.nulls()).isEqualTo(Map.of(NullReason.EXPIRED, 1L));
        }
    }

    @Test
    void a_price_outside_its_bounds_has_no_volatility_and_no_greeks_and_is_counted() throws SQLException {
        LocalDate date = CALENDAR.get(0);
        List<Bar> stocks = List.of(Bars.daily("AAPL", date, Bars.flat(220, 1)));
        List<Bar> options = List.of(
                Bars.daily("O:AAPL241220C00150000", date, Bars.flat(69, 1)),
                Bars.daily("O:AAPL241220C00160000", date, Bars.flat(221, 1)),
                Bars.daily("O:AAPL241220P00160000", date, Bars.flat(0, 1)),
                Bars.daily("O:AAPL1241220C00150000", date, Bars.flat(75, 1)),
                Bars.daily("O:NOSTOCK241220C00150000", date, Bars.flat(75, 1)));

        try (RootAllocator allocator = new RootAllocator();
                FeatureStream stream = new DuckDbFeatureEngine().compute(request(options, stocks, base()), allocator)) {
            for (SilverRow row : SilverRow.collect(stream)) {
                assertThat(row.value("implied_volatility")).isNull();
                GREEKS.forEach(greek -> assertThat(row.value(greek)).isNull());
            }
            assertThat(stream.nulls())
                    .isEqualTo(Map.of(
                            NullReason.PRICE_TOO_LOW, 2L,
                            NullReason.PRICE_TOO_HIGH, 1L,
                            NullReason.ADJUSTED_CONTRACT, 1L,
                            NullReason.NO_STOCK, 1L));
        }
    }

    @Test
    void the_ratio_of_puts_to_calls_is_that_of_the_underlyings_expiration_in_the_session() throws SQLException {
        LocalDate date = CALENDAR.get(0);
        List<Bar> options = List.of(
                Bars.daily("O:AAPL240920C00220000", date, Bars.flat(1, 30)),
                Bars.daily("O:AAPL240920C00230000", date, Bars.flat(1, 10)),
                Bars.daily("O:AAPL240920P00200000", date, Bars.flat(1, 50)),
                Bars.daily("O:AAPL241220P00200000", date, Bars.flat(1, 7)),
                Bars.daily("O:AAPL1240920C00200000", date, Bars.flat(1, 5)),
                Bars.daily("O:AAPL240920P00200000", CALENDAR.get(1), Bars.flat(1, 8)),
                Bars.daily("O:BRKB240920C00440000", date, Bars.flat(1, 9)));

        List<SilverRow> rows = SilverRow.compute(new DuckDbFeatureEngine(), request(options, List.of(), base()));

        Map<String, Double> ratios = new TreeMap<>();
        rows.forEach(row -> ratios.put(row.ticker() + " " + row.date(), row.value("put_call_ratio")));
        Map<String, Double> expected = new TreeMap<>();
        expected.put("O:AAPL240920C00220000 " + date, 1.25);
        expected.put("O:AAPL240920C00230000 " + date, 1.25);
        expected.put("O:AAPL240920P00200000 " + date, 1.25);
        expected.put("O:AAPL241220P00200000 " + date, null);
        expected.put("O:AAPL1240920C00200000 " + date, 0.0);
        expected.put("O:AAPL240920P00200000 " + CALENDAR.get(1), null);
        expected.put("O:BRKB240920C00440000 " + date, 0.0);
        assertThat(ratios).isEqualTo(expected);
    }

    @Test
    void a_bars_kind_and_the_sessions_rates_are_fields_of_daily_and_minute_options() throws SQLException {
        FeatureSet set = new FeatureSet(
                "fields",
                1,
                Precision.DOUBLE,
                List.of(
                        Feature.of("is_call", "$call"),
                        Feature.of("r", "$rate"),
                        Feature.of("q", "$dividend_yield"),
                        Feature.of("before", "Ref($rate,1)")));
        for (Dataset dataset : List.of(Dataset.OPTIONS_DAILY, Dataset.OPTIONS_MINUTE)) {
            List<Bar> options = new ArrayList<>();
            for (LocalDate date : List.of(CALENDAR.get(0), CALENDAR.get(7), CALENDAR.get(8))) {
                options.add(Bars.minute("O:AAPL240920C00220000", date, 600, Bars.flat(1, 1)));
                options.add(Bars.minute("O:AAPL240920P00220000", date, 600, Bars.flat(1, 1)));
            }
            List<SilverRow> rows =
                    SilverRow.compute(new DuckDbFeatureEngine(), request(dataset, options, List.of(), set));
            assertThat(rows).extracting(row -> row.value("is_call")).containsExactly(1.0, 1.0, 1.0, 0.0, 0.0, 0.0);
            assertThat(rows)
                    .extracting(row -> row.value("r"))
                    .containsExactly(0.053, 0.053, 0.048, 0.053, 0.053, 0.048);
            assertThat(rows).extracting(row -> row.value("q")).containsOnly(0.012);
            assertThat(rows.get(2).value("before")).isEqualTo(dataset.isMinute() ? null : (Double) 0.053);
        }
    }

    private static void assertTextbook(SilverRow row) {
        OptionTicker contract = OptionTicker.parse(row.ticker());
        if (row.date().equals(contract.expiration())) {
            assertThat(row.value("implied_volatility")).isNull();
            GREEKS.forEach(greek -> assertThat(row.value(greek)).isNull());
            return;
        }
        TextbookOption option = of(row.ticker(), row.date(), value(row, "underlying_close"));
        double volatility = option.volatility(value(row, "close"));
        Close.assertClose(row, "implied_volatility", volatility);
        Close.assertClose(row, "delta", option.delta(volatility));
        Close.assertClose(row, "gamma", option.gamma(volatility));
        Close.assertClose(row, "vega", option.vega(volatility));
        assertThat(value(row, "theta")).isCloseTo(option.theta(volatility), within(1e-5));
    }

    private static double value(SilverRow row, String column) {
        return requireNonNull(row.value(column), column);
    }

    private static TextbookOption of(String ticker, LocalDate date, double underlying) {
        OptionTicker contract = OptionTicker.parse(ticker);
        return new TextbookOption(
                underlying,
                contract.strikePrice(),
                ChronoUnit.DAYS.between(date, contract.expiration()) / 365.0,
                date.isBefore(LocalDate.parse("2024-09-19")) ? 0.053 : 0.048,
                0.012,
                contract.contractType() == ContractType.CALL);
    }

    private static FeatureSet base() {
        return FeatureSets.base(Dataset.OPTIONS_DAILY);
    }

    private FeatureRequest request(List<Bar> options, List<Bar> stocks, FeatureSet set) throws SQLException {
        return request(Dataset.OPTIONS_DAILY, options, stocks, set);
    }

    private FeatureRequest request(Dataset dataset, List<Bar> options, List<Bar> stocks, FeatureSet set)
            throws SQLException {
        return FeatureRequest.of(dataset, List.of(set), new FeatureRequest.Resources(256L << 20, 2, directory))
                .bars(BarSource.files(Bars.writeOptions(directory, options)))
                .underlyingBars(BarSource.files(Bars.writeStocks(directory, stocks)))
                .calendar(CALENDAR)
                .rates(RATES)
                .build();
    }
}
