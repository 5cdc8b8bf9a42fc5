package io.quantmini.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.feature.Feature;
import io.quantmini.feature.FeatureSet;
import io.quantmini.feature.Precision;
import io.quantmini.market.Dataset;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Neither batches nor threads nor other sets show in an answer. */
class SameBitsTest {
    private static final List<LocalDate> CALENDAR = Markets.sessions(90);
    private static final List<StockBar> BARS = Markets.daily(11, 40, CALENDAR);
    private static final List<FeatureSet> SETS =
            List.of(FeatureSets.alpha158(), OperatorSets.windows(Precision.DOUBLE));

    @Test
    void batches_and_threads_change_nothing() {
        List<Silver> expected =
                Requests.compute(Requests.of(Dataset.STOCKS_DAILY, SETS, new ListedBars(BARS, 50_000), CALENDAR, 1));
        assertThat(expected).hasSameSizeAs(BARS);
        for (int batchRows : new int[] {1, 7, 333}) {
            for (int threads : new int[] {1, 3}) {
                ListedBars bars = new ListedBars(BARS, batchRows);
                assertThat(Requests.compute(Requests.of(Dataset.STOCKS_DAILY, SETS, bars, CALENDAR, threads)))
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void a_feature_has_the_same_bits_in_every_set() {
        List<Silver> all = Requests.compute(Requests.of(Dataset.STOCKS_DAILY, SETS, BARS, CALENDAR));
        for (FeatureSet set : SETS) {
            for (int i = 0; i < set.features().size(); i += 13) {
                Feature feature = set.features().get(i);
                FeatureSet alone = new FeatureSet("alone", 1, set.precision(), List.of(feature));
                List<Silver> rows = Requests.compute(Requests.of(Dataset.STOCKS_DAILY, List.of(alone), BARS, CALENDAR));
                assertThat(rows.stream().map(row -> row.value(feature.name())))
                        .as(feature.toString())
                        .containsExactlyElementsOf(all.stream()
                                .map(row -> row.value(feature.name()))
                                .toList());
            }
        }
    }
}
