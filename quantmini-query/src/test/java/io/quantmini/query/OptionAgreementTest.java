package io.quantmini.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.feature.FeatureSet;
import io.quantmini.features.FeatureSets;
import io.quantmini.market.Dataset;
import io.quantmini.market.RateCurve;
import io.quantmini.market.Rates;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import io.quantmini.query.Bars.Bar;
import io.quantmini.query.Bars.Trade;
import io.quantmini.stage.FeatureRequest;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Both engines over random markets of options: roots with a stock, with a dotted one, with two, with none, and adjusted; stocks
 * that miss sessions; contracts that trade seldom; prices without a volatility; rates that change.
 */
class OptionAgreementTest {
    private static final List<LocalDate> CALENDAR =
            TradingCalendar.nyse().sessions(SessionRange.of("2024-01-02", "2024-06-28"));
    private static final List<String> ROOTS = List.of("AAPL", "BRKB", "ABC", "NONE", "AAPL1");
    private static final List<String> STOCKS = List.of("AAPL", "BRK.B", "AB.C", "A.BC", "AAPL1");
    private static final String MODEL = "$strike_price,$days_to_expiry/365,$rate,$dividend_yield";
    private static final String VOLATILITY = "ImpliedVol($close,$underlying_close," + MODEL + ",$call)";
    private static final FeatureSet DAILY = EngineAgreement.withLabels(
            "smile = " + VOLATILITY + "-Ref(" + VOLATILITY + ",1)",
            "fixed_delta = BSDelta($underlying_close," + MODEL + ",0.3,$call)",
            "chain = Mean($chain_put_volume,3)/($chain_call_volume+1)",
            "side = If($call,$close,-$close)*($rate-$dividend_yield)",
            "window = Std(Log($close),5)",
            "smooth = EMA($volume,2)",
            "stock = Ref($underlying_close,2)/$underlying_close");
    private static final FeatureSet MINUTES = EngineAgreement.withLabels(
            "window = Corr($close,$volume,6)",
            "session = SessionSum($volume)/SessionFirst($open)",
            "fixed_delta = BSDelta($underlying_close," + MODEL + ",0.3,$call)",
            "stock = Delta($underlying_close,3)");

    @TempDir
    private Path directory;

    static long[] seeds() {
        return EngineAgreement.seeds();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void days(long seed) throws SQLException {
        Random random = new Random(seed);
        List<Bar> stocks = new ArrayList<>();
        Map<LocalDate, Double> closes = new HashMap<>();
        for (String symbol : STOCKS) {
            RandomWalk walk = new RandomWalk(random, 50);
            for (LocalDate date : CALENDAR) {
                Trade trade = walk.next();
                closes.merge(date, trade.close(), (first, later) -> first);
                if (random.nextInt(8) > 0) {
                    stocks.add(Bars.daily(symbol, date, trade));
                }
            }
        }
        List<Bar> options = new ArrayList<>();
        for (String ticker : contracts(random)) {
            int seldom = random.nextInt(5) == 0 ? 25 : 2;
            for (LocalDate date : CALENDAR) {
                if (random.nextInt(seldom) == 0) {
                    options.add(Bars.daily(ticker, date, trade(random, closes.getOrDefault(date, 1.0))));
                }
            }
        }
        FeatureRequest request = request(Dataset.OPTIONS_DAILY, DAILY)
                .bars(new ParquetBars(Dataset.OPTIONS_DAILY, Bars.writeOptions(directory, options)))
                .underlyingBars(new ParquetBars(Dataset.STOCKS_DAILY, Bars.writeStocks(directory, stocks)))
                .calendar(CALENDAR)
                .sessions(CALENDAR.subList(30, 90))
                .build();
        assertThat(EngineAgreement.assertAgree(request)).isGreaterThan(10_000);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void minutes(long seed) throws SQLException {
        Random random = new Random(seed);
        List<LocalDate> sessions = CALENDAR.subList(0, 2);
        List<Bar> stocks = new ArrayList<>();
        List<Bar> options = new ArrayList<>();
        for (LocalDate date : sessions) {
            for (String symbol : STOCKS) {
                RandomWalk walk = new RandomWalk(random, 50);
                for (int minute = 570 + random.nextInt(20); minute < 640; minute++) {
                    Trade trade = walk.next();
                    if (random.nextInt(3) > 0) {
                        stocks.add(Bars.minute(symbol, date, minute, trade));
                    }
                }
            }
            for (String ticker : contracts(random)) {
                for (int minute = 565; minute < 565 + random.nextInt(80); minute++) {
                    if (random.nextInt(3) > 0) {
                        options.add(Bars.minute(ticker, date, minute, trade(random, 50)));
                    }
                }
            }
        }
        FeatureRequest request = request(Dataset.OPTIONS_MINUTE, MINUTES)
                .bars(new ParquetBars(Dataset.OPTIONS_MINUTE, Bars.writeOptions(directory, options)))
                .underlyingBars(new ParquetBars(Dataset.STOCKS_MINUTE, Bars.writeStocks(directory, stocks)))
                .calendar(sessions)
                .build();
        assertThat(EngineAgreement.assertAgree(request)).isGreaterThan(5_000);
    }

    private FeatureRequest.Builder request(Dataset dataset, FeatureSet set) {
        RateCurve rate = new RateCurve(new TreeMap<>(Map.of(CALENDAR.get(0), 0.053, CALENDAR.get(50), 0.021)));
        RateCurve dividends = new RateCurve(new TreeMap<>(Map.of(CALENDAR.get(0), 0.0, CALENDAR.get(70), 0.015)));
        return FeatureRequest.of(
                        dataset,
                        List.of(FeatureSets.base(dataset), set),
                        new FeatureRequest.Resources(256 << 20, 2, directory))
                .rates(new Rates(rate, dividends))
                .labels();
    }

    /** Some calls and puts of each root, each once. */
    private static List<String> contracts(Random random) {
        List<String> tickers = new ArrayList<>();
        for (String root : ROOTS) {
            for (LocalDate expiration : List.of(CALENDAR.get(75), CALENDAR.get(123))) {
                for (int strike : new int[] {30, 45, 50, 55, 80}) {
                    String type = random.nextBoolean() ? "C" : "P";
                    tickers.add("O:" + root + expiration.format(DateTimeFormatter.ofPattern("yyMMdd")) + type
                            + String.format("%08d", strike * 1_000));
                }
            }
        }
        tickers.removeIf(ticker -> random.nextInt(4) == 0);
        return tickers;
    }

    /** A price that has a volatility with some strikes and none with others. */
    private static Trade trade(Random random, double stock) {
        double price = random.nextInt(10) == 0 ? 0.01 : stock * random.nextDouble() * random.nextDouble();
        double open = price * (0.9 + 0.2 * random.nextDouble());
        return new Trade(
                open,
                Math.max(open, price) * 1.01,
                Math.min(open, price) * 0.99,
                price,
                random.nextInt(8) == 0 ? 0 : random.nextInt(5_000) / 4.0,
                1 + random.nextInt(50));
    }
}
