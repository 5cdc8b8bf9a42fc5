package io.quantmini.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.quantmini.feature.Feature;
import io.quantmini.feature.FeatureException;
import io.quantmini.feature.FeatureSet;
import io.quantmini.feature.Precision;
import io.quantmini.market.Dataset;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CrossSectionTest {
    private static final List<LocalDate> CALENDAR = Markets.sessions(60);

    private static FeatureSet set(Precision precision, String... expressions) {
        List<Feature> features = new ArrayList<>();
        for (String expression : expressions) {
            features.add(Feature.of("f" + features.size(), expression));
        }
        return new FeatureSet("cross", 1, precision, features);
    }

    private static List<Silver> compute(FeatureSet set, List<StockBar> bars) {
        return Requests.compute(Requests.of(Dataset.STOCKS_DAILY, List.of(set), bars, CALENDAR));
    }

    @Test
    void ranks_scores_and_means_are_those_of_the_session() {
        List<StockBar> bars = Markets.daily(3, 9, CALENDAR);
        List<Silver> rows = compute(
                set(
                        Precision.DOUBLE,
                        "$close/Ref($close,1)-1",
                        "CSRank($close/Ref($close,1)-1)",
                        "CSZScore($close/Ref($close,1)-1)",
                        "CSMean($close/Ref($close,1)-1)"),
                bars);
        Map<LocalDate, List<Silver>> sessions = rows.stream().collect(Collectors.groupingBy(Silver::date));
        int compared = 0;
        for (List<Silver> session : sessions.values()) {
            double[] universe = session.stream()
                    .mapToDouble(row -> row.value("f0"))
                    .filter(Double::isFinite)
                    .toArray();
            double mean = Arrays.stream(universe).average().orElse(Double.NaN);
            double squares = Arrays.stream(universe)
                    .map(value -> (value - mean) * (value - mean))
                    .sum();
            double deviation = Math.sqrt(squares / (universe.length - 1));
            for (Silver row : session) {
                double x = row.value("f0");
                if (Double.isNaN(x)) {
                    assertThat(row.value("f1")).isNaN();
                    assertThat(row.value("f2")).isNaN();
                    assertThat(row.value("f3")).isNaN();
                    continue;
                }
                long less = Arrays.stream(universe).filter(value -> value < x).count();
                long equal = Arrays.stream(universe).filter(value -> value == x).count();
                assertThat(row.value("f1")).isEqualTo((less + (equal + 1) / 2.0) / universe.length);
                assertThat(row.value("f3")).isCloseTo(mean, within(1e-14));
                if (universe.length > 1 && deviation > 1e-9) {
                    assertThat(row.value("f2")).isCloseTo((x - mean) / deviation, within(1e-9));
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(200);
    }

    @Test
    void a_cross_section_can_stand_in_a_window_and_in_another_one() {
        List<StockBar> bars = Markets.daily(5, 6, CALENDAR);
        List<Silver> rows = compute(
                set(
                        Precision.DOUBLE,
                        "CSRank($close)",
                        "Ref(CSRank($close),1)",
                        "CSRank(Ref(CSRank($close),1))",
                        "Mean(CSRank($close),3)"),
                bars);
        Map<String, List<Silver>> symbols = rows.stream().collect(Collectors.groupingBy(Silver::symbol));
        int lagged = 0;
        for (List<Silver> symbol : symbols.values()) {
            for (int i = 1; i < symbol.size(); i++) {
                boolean next = CALENDAR.indexOf(symbol.get(i).date())
                        == CALENDAR.indexOf(symbol.get(i - 1).date()) + 1;
                if (next) {
                    assertThat(symbol.get(i).value("f1"))
                            .isEqualTo(symbol.get(i - 1).value("f0"));
                    lagged++;
                }
            }
        }
        assertThat(lagged).isGreaterThan(100);
        assertThat(rows.stream().filter(row -> Double.isFinite(row.value("f2"))))
                .hasSizeGreaterThan(100);
        assertThat(rows.stream().filter(row -> Double.isFinite(row.value("f3"))))
                .hasSizeGreaterThan(100);
    }

    @Test
    void a_cross_section_of_minutes_is_refused_at_its_character() {
        assertThatThrownBy(() -> Requests.compute(Requests.of(
                        Dataset.STOCKS_MINUTE,
                        List.of(set(Precision.DOUBLE, "1+CSRank($close)")),
                        List.of(),
                        CALENDAR)))
                .isInstanceOf(FeatureException.class)
                .hasMessageContaining("character 3")
                .hasMessageContaining("daily stocks");
    }
}
