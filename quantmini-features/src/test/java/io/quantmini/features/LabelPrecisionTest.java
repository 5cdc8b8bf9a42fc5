package io.quantmini.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.feature.Feature;
import io.quantmini.feature.FeatureException;
import io.quantmini.feature.FeatureSet;
import io.quantmini.feature.Label;
import io.quantmini.feature.Precision;
import io.quantmini.market.Dataset;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Labels in Qlib's floats, and labels that compare the securities of a session. */
class LabelPrecisionTest {
    private static final List<LocalDate> CALENDAR = Markets.sessions(80);
    private static final List<LocalDate> WANTED = CALENDAR.subList(20, 70);

    static long[] seeds() {
        return FeatureTries.seeds();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void qlibs_label_is_computed_in_floats_over_the_sessions_ahead(long seed) {
        List<StockBar> bars = Markets.daily(seed, 5, CALENDAR);
        Map<String, float[]> closes = new HashMap<>();
        for (StockBar bar : bars) {
            closes.computeIfAbsent(bar.symbol(), symbol -> empty())[CALENDAR.indexOf(bar.date())] = (float) bar.close();
        }
        FeatureSet set = set(
                Precision.QLIB,
                Label.of("next", "Ref($close,-2)/Ref($close,-1)-1"),
                Label.of("delta", "Delta($close,-3)"),
                Label.of("wide", "Delta(Sum($close,1),-3)"));
        List<Silver> rows = compute(set, bars);
        assertThat(rows).isNotEmpty();
        for (Silver row : rows) {
            float[] close = closes.getOrDefault(row.symbol(), empty());
            int place = CALENDAR.indexOf(row.date());
            float expected = close[place + 2] / close[place + 1] - 1;
            assertThat(row.value("delta")).isEqualTo(Double.valueOf(close[place] - close[place + 3]));
            double difference = close[place] - (double) close[place + 3];
            assertThat(row.value("wide")).isEqualTo(Double.valueOf((float) difference));
            assertThat(row.value("next")).as(row.toString()).isEqualTo(Double.valueOf(expected));
        }
    }

    @Test
    void a_rank_of_what_comes_next_is_among_the_securities_of_the_session() {
        List<StockBar> bars = Markets.daily(3, 9, CALENDAR);
        FeatureSet set = set(
                Precision.DOUBLE,
                Label.of("next", "Ref($close,-1)/$close-1"),
                Label.of("rank", "CSRank(Ref($close,-1)/$close-1)"));
        Map<LocalDate, List<Silver>> sessions =
                compute(set, bars).stream().collect(Collectors.groupingBy(Silver::date));
        assertThat(sessions).hasSize(WANTED.size());
        for (List<Silver> session : sessions.values()) {
            double[] all = session.stream()
                    .mapToDouble(row -> row.value("next"))
                    .filter(Double::isFinite)
                    .toArray();
            for (Silver row : session) {
                double x = row.value("next");
                double less = Arrays.stream(all).filter(value -> value < x).count();
                double equal = Arrays.stream(all).filter(value -> value == x).count();
                double expected = Double.isNaN(x) ? Double.NaN : (less + (equal + 1) / 2) / all.length;
                assertThat(row.value("rank")).isEqualTo(Double.valueOf(expected));
            }
        }
    }

    @Test
    void a_label_that_the_precision_has_not_is_refused_when_it_is_asked_for() {
        FeatureSet set = set(Precision.QLIB, Label.of("ahead", "1+SessionSum($volume)"));
        List<StockBar> bars = Markets.daily(3, 1, CALENDAR);
        assertThat(Requests.compute(Requests.of(Dataset.STOCKS_DAILY, List.of(set), bars, CALENDAR)))
                .hasSameSizeAs(bars);
        assertThatThrownBy(() -> compute(set, bars))
                .isInstanceOf(FeatureException.class)
                .hasMessageStartingWith("[feature ahead, character 3] cannot compute in precision qlib");
    }

    private static float[] empty() {
        float[] none = new float[CALENDAR.size()];
        Arrays.fill(none, Float.NaN);
        return none;
    }

    private static FeatureSet set(Precision precision, Label... labels) {
        return new FeatureSet("mine", 1, precision, List.of(Feature.of("f", "$close")), List.of(labels));
    }

    private static List<Silver> compute(FeatureSet set, List<StockBar> bars) {
        return Requests.compute(Requests.of(Dataset.STOCKS_DAILY, List.of(set), bars, CALENDAR)
                .sessions(WANTED)
                .labels());
    }
}
