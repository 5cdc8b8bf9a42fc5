package io.quantmini.query;

import io.quantmini.feature.FeatureSet;
import io.quantmini.features.FeatureSets;
import io.quantmini.market.AdjustmentFactors;
import io.quantmini.market.CorporateActions;
import io.quantmini.market.Dataset;
import io.quantmini.market.SecurityMap;
import io.quantmini.market.SecuritySpan;
import io.quantmini.market.SessionRange;
import io.quantmini.market.Split;
import io.quantmini.market.TradingCalendar;
import io.quantmini.query.Bars.Bar;
import io.quantmini.query.Bars.Trade;
import io.quantmini.stage.FeatureRequest;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Both engines over random markets, every set and operator they share: {@code -Dquantmini.features.tries=…} for another count
 * of markets.
 */
class EngineAgreementTest {
    private static final List<LocalDate> CALENDAR =
            TradingCalendar.nyse().sessions(SessionRange.of("2024-01-02", "2024-06-28"));
    private static final FeatureSet OPERATORS = EngineAgreement.withLabels(
            "ref = Ref($close,3)",
            "delta = Delta($volume,2)",
            "sum5 = Sum($volume,5)",
            "sum13 = Sum($close*$volume,13)",
            "mean = Mean($close>Ref($close,1),10)",
            "std2 = Std($close,2)",
            "std30 = Std(Log($close),30)",
            "variance = Var($volume,7)",
            "cov = Cov($close,$volume,20)",
            "corr = Corr($close/Ref($close,1),$volume,10)",
            "max = Max($high,60)",
            "min = Min($low-$close,9)",
            "count = Count($close/Ref($close,2),11)",
            "ema = EMA($close,3)",
            "wilder = Wilder(Abs(Delta($close,1)),5)",
            "rows = If(And($close>$open,Not($volume==0)),Power($close,0.5),-Sign($open-$close))",
            "logs = Log($volume)+Exp(-$close)+Sqrt($high-$low)+Phi($close/$open-1)",
            "least = Less($close,Greater($open,Ref($close,1)))",
            "typical = $vwap/$factor",
            "session = SessionSum($volume)/SessionFirst($open)");

    @TempDir
    private Path directory;

    static long[] seeds() {
        return EngineAgreement.seeds();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void days(long seed) throws SQLException {
        Random random = new Random(seed);
        List<Bar> bars = new ArrayList<>();
        for (String symbol : List.of("AA", "B", "OLD", "NEW", "ONE", "PENNY")) {
            RandomWalk market = new RandomWalk(random, symbol.equals("PENNY") ? 0.0002 : 50);
            int first = random.nextInt(30);
            for (LocalDate date : CALENDAR.subList(first, symbol.equals("ONE") ? first + 1 : CALENDAR.size())) {
                Trade trade = market.next();
                if (random.nextInt(8) > 0) {
                    bars.add(Bars.daily(symbol, date, trade));
                }
            }
        }
        LocalDate rename = CALENDAR.get(40);
        bars.removeIf(bar -> bar.ticker().equals("OLD") && !bar.date().isBefore(rename));
        bars.removeIf(bar -> bar.ticker().equals("NEW") && bar.date().isBefore(rename));
        SecurityMap securities = SecurityMap.of(
                List.of(),
                List.of(),
                List.of(
                        SecuritySpan.user("company", "OLD", null, rename.minusDays(1)),
                        SecuritySpan.user("company", "NEW", rename, null)));
        AdjustmentFactors factors = AdjustmentFactors.of(
                CorporateActions.of(securities, List.of(new Split("AA", CALENDAR.get(60), 1, 4)), List.of()),
                (id, date) -> 50.0);
        FeatureRequest.Builder request = FeatureRequest.of(
                        Dataset.STOCKS_DAILY,
                        List.of(FeatureSets.base(Dataset.STOCKS_DAILY), OPERATORS),
                        new FeatureRequest.Resources(256 << 20, 2, directory))
                .bars(new ParquetBars(Dataset.STOCKS_DAILY, Bars.writeStocks(directory, bars)))
                .calendar(CALENDAR)
                .sessions(CALENDAR.subList(20, CALENDAR.size() - 7))
                .labels()
                .reference(securities, factors);
        EngineAgreement.assertAgree(request.build());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void minutes(long seed) throws SQLException {
        Random random = new Random(seed);
        List<LocalDate> sessions = CALENDAR.subList(0, 2);
        List<Bar> bars = new ArrayList<>();
        for (String symbol : List.of("AA", "B", "C", "PENNY")) {
            RandomWalk market = new RandomWalk(random, symbol.equals("PENNY") ? 0.0002 : 50);
            for (LocalDate date : sessions) {
                for (int minute = 570; minute < 570 + random.nextInt(200); minute++) {
                    Trade trade = market.next();
                    if (random.nextInt(5) > 0) {
                        bars.add(Bars.minute(symbol, date, minute, trade));
                    }
                }
            }
        }
        FeatureRequest.Builder request = FeatureRequest.of(
                        Dataset.STOCKS_MINUTE,
                        List.of(FeatureSets.base(Dataset.STOCKS_MINUTE), OPERATORS),
                        new FeatureRequest.Resources(256 << 20, 2, directory))
                .bars(new ParquetBars(Dataset.STOCKS_MINUTE, Bars.writeStocks(directory, bars)))
                .calendar(sessions)
                .labels();
        EngineAgreement.assertAgree(request.build());
    }
}
