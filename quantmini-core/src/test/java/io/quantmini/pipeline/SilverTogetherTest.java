package io.quantmini.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.feature.Feature;
import io.quantmini.feature.FeatureSet;
import io.quantmini.feature.Precision;
import io.quantmini.lake.Layer;
import io.quantmini.lake.UnitSpec;
import io.quantmini.market.Dataset;
import io.quantmini.market.TradingCalendar;
import io.quantmini.stage.Placement;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

class SilverTogetherTest {
    private static final YearMonth START = YearMonth.of(2024, 1);
    private static final int MONTH_ROWS = 210_000;

    @Test
    void a_year_of_a_narrow_set_is_computed_together_and_no_more() {
        assertThat(together(Dataset.STOCKS_DAILY, 1, 4L << 30)).isEqualTo(12);
    }

    @Test
    void wide_months_are_as_many_as_half_the_heap_can_hold_and_at_least_one() {
        // 9 columns of bronze and the factor at 8 bytes, 158 floats at 4.
        long month = MONTH_ROWS * (10 * 8L + 158 * 4L);
        assertThat(together(Dataset.STOCKS_DAILY, 158, 2 * 3 * month)).isEqualTo(3);
        assertThat(together(Dataset.STOCKS_DAILY, 158, 2 * 3 * month - 2)).isEqualTo(2);
        assertThat(together(Dataset.STOCKS_DAILY, 158, 32L << 20)).isEqualTo(1);
    }

    @Test
    void minutes_are_computed_by_themselves() {
        assertThat(together(Dataset.STOCKS_MINUTE, 1, 4L << 30)).isEqualTo(1);
    }

    @Test
    void only_neighbours_of_one_tier_go_together() {
        SilverTogether together = together(Dataset.STOCKS_DAILY, 1);
        SilverUnit first = unit(Dataset.STOCKS_DAILY, START, Placement.SETTLED);
        SilverUnit second = unit(Dataset.STOCKS_DAILY, START.plusMonths(1), Placement.SETTLED);
        SilverUnit session = unit(Dataset.STOCKS_DAILY, START.plusMonths(1), Placement.SESSION);
        assertThat(together.fits(List.of(first), second)).isTrue();
        assertThat(together.fits(List.of(second), first)).isFalse();
        assertThat(together.fits(List.of(first), session)).isFalse();
    }

    /** How many of twenty months are computed at once. */
    private static int together(Dataset dataset, int features, long heapBytes) {
        SilverTogether together = new SilverTogether(columns(dataset, features), heapBytes);
        List<SilverUnit> units = new ArrayList<>();
        for (int month = 0; month < 20; month++) {
            SilverUnit unit = unit(dataset, START.plusMonths(month), Placement.SETTLED);
            if (!together.fits(units, unit)) {
                break;
            }
            units.add(unit);
        }
        return units.size();
    }

    private static SilverTogether together(Dataset dataset, int features) {
        return new SilverTogether(columns(dataset, features), 4L << 30);
    }

    private static Schema columns(Dataset dataset, int features) {
        List<Feature> floats = IntStream.range(0, features)
                .mapToObj(i -> Feature.of("f" + i, "$close"))
                .toList();
        return FeatureSet.silver(dataset, List.of(new FeatureSet("wide", 1, Precision.QLIB, floats)));
    }

    private static SilverUnit unit(Dataset dataset, YearMonth month, Placement placement) {
        List<LocalDate> sessions = TradingCalendar.nyse().monthSessions(month);
        return new SilverUnit(
                new TreeSet<>(sessions),
                UnitSpec.publish(dataset, Layer.SILVER, sessions, "inputs of " + month),
                placement,
                MONTH_ROWS);
    }
}
