package io.quantmini.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.feature.FeatureSet;
import io.quantmini.feature.Label;
import io.quantmini.feature.Precision;
import io.quantmini.market.Dataset;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A value is a function of its row and a fixed number of rows before it. */
class NoLookAheadTest {
    private static final int SESSIONS = 150;
    private static final List<FeatureSet> DAILY = List.of(
            FeatureSets.base(Dataset.STOCKS_DAILY),
            FeatureSets.alpha158(),
            FeatureSets.alpha360(),
            OperatorSets.windows(Precision.DOUBLE),
            OperatorSets.windows(Precision.QLIB),
            OperatorSets.rows(Precision.DOUBLE),
            OperatorSets.rows(Precision.QLIB));

    static long[] seeds() {
        return FeatureTries.seeds();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void later_sessions_change_nothing(long seed) {
        List<LocalDate> calendar = Markets.sessions(SESSIONS);
        List<StockBar> bars = Markets.daily(seed, 4, calendar);
        List<LocalDate> before = calendar.subList(0, 60 + (int) (seed % 40));
        List<StockBar> early =
                bars.stream().filter(bar -> before.contains(bar.date())).toList();
        for (FeatureSet set : DAILY) {
            List<Silver> cut = compute(set, early, before);
            List<Silver> whole = Requests.compute(Requests.of(Dataset.STOCKS_DAILY, List.of(set), bars, calendar)
                    .sessions(before));
            assertThat(cut).as(set.name()).hasSameSizeAs(early).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void where_the_load_began_changes_nothing(long seed) {
        List<LocalDate> calendar = Markets.sessions(SESSIONS);
        List<StockBar> bars = Markets.daily(seed, 4, calendar);
        Map<String, LocalDate> first = new TreeMap<>();
        bars.forEach(bar -> first.merge(bar.symbol(), bar.date(), (one, other) -> one.isBefore(other) ? one : other));
        for (FeatureSet set : DAILY) {
            int lookback = set.lookbackSessions(Dataset.STOCKS_DAILY);
            int from = Math.min(SESSIONS - 10, lookback + (int) (seed % 7));
            List<LocalDate> wanted = calendar.subList(from, SESSIONS);
            List<LocalDate> near = calendar.subList(Math.max(0, from - lookback), SESSIONS);
            List<StockBar> late =
                    bars.stream().filter(bar -> near.contains(bar.date())).toList();
            List<Silver> shorter = Requests.compute(Requests.of(Dataset.STOCKS_DAILY, List.of(set), late, near)
                    .sessions(wanted)
                    .firstSessions(first));
            List<Silver> longer = Requests.compute(Requests.of(Dataset.STOCKS_DAILY, List.of(set), bars, calendar)
                    .sessions(wanted)
                    .firstSessions(first));
            assertThat(shorter).as(set.name()).isNotEmpty().isEqualTo(longer);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void labels_beside_them_let_features_see_nothing_of_what_comes(long seed) {
        List<LocalDate> calendar = Markets.sessions(SESSIONS);
        List<StockBar> bars = Markets.daily(seed, 4, calendar);
        List<LocalDate> before = calendar.subList(0, 60 + (int) (seed % 40));
        List<StockBar> early =
                bars.stream().filter(bar -> before.contains(bar.date())).toList();
        List<Label> labels = List.of(Label.of("ahead", "Ref(Mean($close,20),-30)"), Label.of("next", "Ref($close,-1)"));
        for (FeatureSet set : DAILY) {
            FeatureSet labelled = new FeatureSet(set.name(), 1, set.precision(), set.features(), labels);
            List<Silver> whole = Requests.compute(Requests.of(Dataset.STOCKS_DAILY, List.of(labelled), bars, calendar)
                    .sessions(before)
                    .labels());
            List<Silver> cut = compute(set, early, before);
            assertThat(whole).hasSameSizeAs(cut);
            for (int i = 0; i < cut.size(); i++) {
                assertThat(whole.get(i).values())
                        .containsAllEntriesOf(cut.get(i).values())
                        .containsKey("ahead");
            }
        }
    }

    @Test
    void minutes_of_a_session_know_nothing_of_later_ones() {
        List<LocalDate> calendar = Markets.sessions(3);
        FeatureSet set = FeatureSets.base(Dataset.STOCKS_MINUTE);
        List<StockBar> bars = Markets.minutes(7, 5, calendar);
        List<Silver> whole = Requests.compute(Requests.of(Dataset.STOCKS_MINUTE, List.of(set), bars, calendar));
        assertThat(whole).hasSameSizeAs(bars);
        for (int cut = 1; cut < bars.size(); cut += bars.size() / 7) {
            long micros = bars.get(cut).micros();
            List<StockBar> early =
                    bars.stream().filter(bar -> bar.micros() <= micros).toList();
            List<Silver> expected =
                    whole.stream().filter(row -> row.micros() <= micros).toList();
            assertThat(Requests.compute(Requests.of(Dataset.STOCKS_MINUTE, List.of(set), early, calendar)))
                    .isEqualTo(expected);
        }
    }

    private static List<Silver> compute(FeatureSet set, List<StockBar> bars, List<LocalDate> calendar) {
        return Requests.compute(Requests.of(Dataset.STOCKS_DAILY, List.of(set), bars, calendar));
    }
}
