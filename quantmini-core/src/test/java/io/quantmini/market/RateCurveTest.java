package io.quantmini.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RateCurveTest {
    private static final LocalDate FIRST = LocalDate.parse("2024-01-02");
    private static final LocalDate SECOND = LocalDate.parse("2024-09-19");

    @Test
    void a_rate_holds_from_its_date_until_the_next_and_the_first_one_before_it_too() {
        RateCurve curve = new RateCurve(new TreeMap<>(Map.of(SECOND, 0.048, FIRST, 0.053)));

        assertThat(curve.on(LocalDate.parse("1999-01-04"))).isEqualTo(0.053);
        assertThat(curve.on(FIRST)).isEqualTo(0.053);
        assertThat(curve.on(SECOND.minusDays(1))).isEqualTo(0.053);
        assertThat(curve.on(SECOND)).isEqualTo(0.048);
        assertThat(curve.on(LocalDate.parse("2099-01-02"))).isEqualTo(0.048);
        assertThat(curve.text()).isEqualTo("2024-01-02 0.053, 2024-09-19 0.048");
    }

    @Test
    void a_constant_is_the_same_on_every_date() {
        RateCurve curve = RateCurve.constant(-0.005);

        assertThat(curve.on(LocalDate.MIN)).isEqualTo(-0.005);
        assertThat(curve.on(LocalDate.MAX)).isEqualTo(-0.005);
        assertThat(curve.text()).isEqualTo("-0.005");
    }

    @Test
    void percent_for_a_share_and_no_rate_at_all_are_refused() {
        assertThatThrownBy(() -> RateCurve.constant(4)).hasMessageContaining("such as 0.04 for 4 %, got 4.0");
        assertThatThrownBy(() -> RateCurve.constant(Double.NaN)).hasMessageContaining("got NaN");
        assertThatThrownBy(() -> new RateCurve(new TreeMap<>())).hasMessageContaining("got none");
    }

    @Test
    void nobody_changes_a_curve_afterwards() {
        NavigableMap<LocalDate, Double> steps = new TreeMap<>(Map.of(FIRST, 0.053));
        RateCurve curve = new RateCurve(steps);
        steps.put(SECOND, 0.5);

        assertThat(curve.on(SECOND)).isEqualTo(0.053);
    }
}
