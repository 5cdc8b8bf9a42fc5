package io.quantmini.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.quantmini.feature.Feature;
import io.quantmini.feature.FeatureException;
import io.quantmini.feature.FeatureSet;
import io.quantmini.feature.Precision;
import io.quantmini.market.Dataset;
import io.quantmini.market.Universe;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
    void members_of_a_list_are_compared_with_each_other_alone_while_they_are_members() {
        List<StockBar> bars = Markets.daily(11, 8, CALENDAR);
        List<String> tickers = bars.stream().map(StockBar::symbol).distinct().toList();
        Universe list = new Universe(
                "some",
                List.of(
                        new Universe.Member(tickers.get(0), null, null),
                        new Universe.Member(tickers.get(1), null, CALENDAR.get(19)),
                        new Universe.Member(tickers.get(2), CALENDAR.get(10), CALENDAR.get(29)),
                        new Universe.Member(tickers.get(2), CALENDAR.get(40), null),
                        new Universe.Member(tickers.get(3), CALENDAR.get(30), LocalDate.MAX),
                        new Universe.Member("ELSEWHERE", null, null)));
        FeatureSet everybody = set(Precision.DOUBLE, "CSRank($close)", "CSMean($close)", "Ref(CSMean($close),1)");
        FeatureSet members = new FeatureSet("members", 1, Precision.DOUBLE, renamed(everybody)).over("some");

        List<Silver> rows =
                Requests.compute(Requests.of(Dataset.STOCKS_DAILY, List.of(everybody, members), bars, CALENDAR)
                        .universes(List.of(list)));
        List<StockBar> kept = bars.stream().filter(bar -> isMember(list, bar)).toList();
        Map<String, Silver> alone = compute(everybody, kept).stream()
                .collect(Collectors.toMap(row -> row.symbol() + row.date(), row -> row));
        Map<String, Silver> all = compute(everybody, bars).stream()
                .collect(Collectors.toMap(row -> row.symbol() + row.date(), row -> row));

        assertThat(rows).hasSameSizeAs(bars);
        for (Silver row : rows) {
            String key = row.symbol() + row.date();
            Silver compared = alone.get(key);
            Silver whole = Objects.requireNonNull(all.get(key));
            assertThat(row.value("f0")).as(key).isEqualTo(Double.valueOf(whole.value("f0")));
            assertThat(row.value("f1")).as(key).isEqualTo(Double.valueOf(whole.value("f1")));
            assertThat(row.value("m0")).as(key).isEqualTo(value(compared, "f0"));
            assertThat(row.value("m1")).as(key).isEqualTo(value(compared, "f1"));
            if (compared != null && Double.isFinite(compared.value("f2"))) {
                assertThat(row.value("m2")).as(key).isEqualTo(compared.value("f2"));
            }
        }
        assertThat(kept).hasSizeBetween(80, bars.size() - 80);
    }

    @Test
    void a_list_that_is_not_there_is_named_with_those_that_are() {
        FeatureSet members = set(Precision.QLIB, "CSRank($close)").over("sp500");
        assertThatThrownBy(() -> Requests.of(Dataset.STOCKS_DAILY, List.of(members), List.of(), CALENDAR)
                        .universes(List.of(new Universe("mine", List.of())))
                        .build())
                .isInstanceOf(FeatureException.class)
                .hasMessageContaining("expected one of the lists [mine]")
                .hasMessageContaining("landing/external/indexes/sp500.csv");
    }

    private static List<Feature> renamed(FeatureSet set) {
        return set.features().stream()
                .map(feature -> new Feature(feature.name().replace('f', 'm'), feature.expression()))
                .toList();
    }

    private static Double value(@Nullable Silver row, String column) {
        return row == null ? Double.NaN : row.value(column);
    }

    private static boolean isMember(Universe list, StockBar bar) {
        return list.members().stream()
                .filter(member -> member.ticker().equals(bar.symbol()))
                .anyMatch(member -> (member.from() == null || !bar.date().isBefore(member.from()))
                        && (member.to() == null || !bar.date().isAfter(member.to())));
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
