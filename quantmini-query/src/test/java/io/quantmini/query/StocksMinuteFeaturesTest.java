package io.quantmini.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.feature.FeatureSet;
import io.quantmini.features.FeatureSets;
import io.quantmini.market.AdjustmentFactors;
import io.quantmini.market.CorporateActions;
import io.quantmini.market.Dataset;
import io.quantmini.market.SecurityMap;
import io.quantmini.market.Split;
import io.quantmini.query.Bars.Bar;
import io.quantmini.query.Bars.Trade;
import io.quantmini.stage.FeatureEngine;
import io.quantmini.stage.FeatureRequest;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StocksMinuteFeaturesTest {
    private static final FeatureSet SET = FeatureSets.base(Dataset.STOCKS_MINUTE);
    private static final LocalDate JUNE = LocalDate.parse("2024-06-28");
    private static final LocalDate HALF_DAY = LocalDate.parse("2024-07-03");
    private static final LocalDate SPLIT = LocalDate.parse("2024-07-05");
    private static final List<LocalDate> CALENDAR =
            List.of(JUNE, LocalDate.parse("2024-07-01"), LocalDate.parse("2024-07-02"), HALF_DAY, SPLIT);

    @TempDir
    private static Path directory;

    private final List<Bar> bars = market();
    private final AdjustmentFactors factors = AdjustmentFactors.of(
            CorporateActions.of(SecurityMap.empty(), List.of(new Split("AAPL", SPLIT, 1, 4)), List.of()),
            (security, date) -> 100);
    private List<Path> files = List.of();
    private List<SilverRow> all = List.of();

    @BeforeAll
    void write() throws SQLException {
        files = Bars.writeStocks(directory, bars);
        all = compute(files, CALENDAR);
    }

    @Test
    void every_base_feature_equals_its_formula_over_the_bars_of_its_session() {
        Map<Bar, Map<String, Series>> formulas = new HashMap<>();
        Map<Bar, Integer> places = new HashMap<>();
        bars.stream()
                .sorted(Bar.ORDER)
                .collect(Collectors.groupingBy(bar -> bar.ticker() + bar.date()))
                .values()
                .forEach(session -> {
                    Bar first = session.get(0);
                    Map<String, Series> ofSession = MinuteFormulas.of(
                            session,
                            first.ticker().equals("AAPL") && first.date().equals(SPLIT) ? 4 : 1);
                    for (Bar bar : session) {
                        places.put(bar, session.indexOf(bar));
                        formulas.put(bar, ofSession);
                    }
                });
        assertThat(all).hasSameSizeAs(bars);
        for (SilverRow row : all) {
            int place = places.getOrDefault(row.key(), -1);
            Map<String, Series> ofSession = formulas.getOrDefault(row.key(), Map.of());
            assertThat(ofSession.keySet())
                    .containsExactlyElementsOf(SET.features().stream()
                            .map(feature -> feature.name())
                            .toList());
            ofSession.forEach((feature, series) -> Close.assertClose(row, feature, series.at(place)));
        }
    }

    @Test
    void windows_end_where_the_session_begins() {
        for (SilverRow row : all) {
            boolean first = bars.stream()
                    .noneMatch(bar -> bar.ticker().equals(row.ticker())
                            && bar.date().equals(row.date())
                            && bar.micros() < row.micros());
            assertThat(row.value("returns_1min") == null).isEqualTo(first);
        }
    }

    @Test
    void a_flat_hour_has_no_volatility_and_zero_volume_no_price() {
        List<SilverRow> flat =
                all.stream().filter(row -> row.ticker().equals("FLAT")).toList();
        assertThat(flat.get(5).value("volatility_5min")).isZero();
        assertThat(flat.get(59).value("volume_imbalance")).isNull();
        assertThat(flat.get(59).value("bid_ask_spread")).isZero();
        assertThat(all.stream().filter(row -> row.ticker().equals("ZERO")))
                .isNotEmpty()
                .allMatch(row -> row.value("vwap_intraday") == null && row.value("minute_volume_ratio") == null);
    }

    @Test
    void rows_are_those_of_bronze_in_its_order() {
        assertThat(all.stream().map(SilverRow::key))
                .containsExactlyElementsOf(bars.stream().sorted(Bar.ORDER).toList());
    }

    @Test
    void a_session_alone_gives_what_it_gives_among_others() {
        for (LocalDate session : List.of(HALF_DAY, SPLIT)) {
            assertThat(compute(files, List.of(session)))
                    .isNotEmpty()
                    .isEqualTo(all.stream()
                            .filter(row -> row.date().equals(session))
                            .toList());
        }
        assertThat(compute(files.subList(1, 2), List.of(HALF_DAY)))
                .isEqualTo(
                        all.stream().filter(row -> row.date().equals(HALF_DAY)).toList());
    }

    @Test
    void cutting_the_minutes_that_come_later_changes_nothing_before() throws SQLException {
        long cut = Bars.minute("AAPL", HALF_DAY, 11 * 60, Bars.flat(1, 1)).micros();
        List<Bar> early = bars.stream().filter(bar -> bar.micros() <= cut).toList();
        assertThat(compute(Bars.writeStocks(directory, early), CALENDAR))
                .isEqualTo(all.stream().filter(row -> row.micros() <= cut).toList());
    }

    private List<SilverRow> compute(List<Path> read, List<LocalDate> sessions) {
        FeatureRequest request = FeatureRequest.of(
                        Dataset.STOCKS_MINUTE, List.of(SET), new FeatureRequest.Resources(256L << 20, 2, directory))
                .bars(new ParquetBars(Dataset.STOCKS_MINUTE, read))
                .calendar(CALENDAR)
                .sessions(sessions)
                .reference(SecurityMap.empty(), factors)
                .build();
        return SilverRow.compute(engine(), request);
    }

    private static List<Bar> market() {
        Tape tape = new Tape(11);
        List<Bar> bars = new ArrayList<>();
        for (LocalDate date : CALENDAR) {
            // Overnight trading belongs to the session of the next date.
            bars.addAll(tape.minutes("AAPL", date, -4 * 60, date.equals(SPLIT) ? 700 : 90));
            bars.addAll(tape.minutes("NA", date, 9 * 60 + 30, date.equals(HALF_DAY) ? 210 : 60));
            bars.addAll(tape.minutes("TPA", date, 9 * 60 + 30, 30));
            bars.addAll(tape.minutes("TpA", date, 9 * 60 + 31, 20));
        }
        bars.addAll(tape.minutes("ONE", HALF_DAY, 12 * 60 + 59, 1));
        for (int i = 0; i < 60; i++) {
            bars.add(Bars.minute("FLAT", HALF_DAY, 570 + i, Bars.flat(0.0731, 10)));
            Trade trade = tape.trade(5);
            bars.add(Bars.minute(
                    "ZERO",
                    HALF_DAY,
                    570 + i,
                    new Trade(trade.open(), trade.high(), trade.low(), trade.close(), 0, trade.transactions())));
        }
        return List.copyOf(bars);
    }

    /** The engine that must give what the formulas say. */
    FeatureEngine engine() {
        return new DuckDbFeatureEngine();
    }
}
