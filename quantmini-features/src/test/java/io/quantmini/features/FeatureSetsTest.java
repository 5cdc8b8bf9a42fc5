package io.quantmini.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.feature.Feature;
import io.quantmini.feature.FeatureException;
import io.quantmini.feature.FeatureSet;
import io.quantmini.market.AssetClass;
import io.quantmini.market.Dataset;
import io.quantmini.market.Frequency;
import io.quantmini.market.PartitionLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureSetsTest {
    @Test
    void every_base_set_can_be_computed_over_its_dataset() {
        for (Dataset dataset : Dataset.shipped()) {
            FeatureSet set = FeatureSets.base(dataset);
            set.check(dataset);
            assertThat(FeatureSets.base().of(dataset)).containsExactly(set);
        }
    }

    @Test
    void the_base_sets_hold_the_columns_they_promise() {
        assertThat(names(Dataset.STOCKS_DAILY))
                .containsExactly(
                        "returns_1d",
                        "returns_5d",
                        "returns_20d",
                        "alpha_daily",
                        "alpha_5d",
                        "alpha_20d",
                        "daily_return",
                        "price_range",
                        "vwap",
                        "relative_volume",
                        "volatility_20d",
                        "money_flow",
                        "atr_14",
                        "rsi_14",
                        "macd",
                        "macd_signal",
                        "bb_upper",
                        "bb_lower");
        assertThat(names(Dataset.STOCKS_MINUTE))
                .containsExactly(
                        "minute_return",
                        "returns_1min",
                        "returns_5min",
                        "alpha_minute",
                        "price_velocity",
                        "vwap_intraday",
                        "vwap_distance",
                        "intraday_momentum",
                        "minute_volume_ratio",
                        "volatility_5min",
                        "spread",
                        "typical_price",
                        "avg_trade_size",
                        "bid_ask_spread",
                        "volume_imbalance");
        assertThat(names(Dataset.OPTIONS_DAILY))
                .containsExactly(
                        "days_to_expiry",
                        "underlying_close",
                        "moneyness",
                        "returns_1d",
                        "relative_volume",
                        "implied_volatility",
                        "delta",
                        "gamma",
                        "theta",
                        "vega",
                        "put_call_ratio");
        assertThat(names(Dataset.OPTIONS_MINUTE))
                .startsWith("underlying_close", "moneyness")
                .endsWith(names(Dataset.STOCKS_MINUTE).toArray(String[]::new));
    }

    @Test
    void what_has_to_be_read_before_a_month_is_bounded() {
        assertThat(FeatureSets.base(Dataset.STOCKS_DAILY).lookbackSessions(Dataset.STOCKS_DAILY))
                .isEqualTo(348);
        assertThat(FeatureSets.base(Dataset.STOCKS_MINUTE).lookbackSessions(Dataset.STOCKS_MINUTE))
                .isZero();
        assertThat(FeatureSets.base(Dataset.OPTIONS_DAILY).lookbackSessions(Dataset.OPTIONS_DAILY))
                .isEqualTo(60);
    }

    @Test
    void a_dataset_of_ones_own_has_no_base_set() {
        Dataset own = new Dataset("fx_daily", "fx/day", AssetClass.STOCKS, Frequency.DAY, PartitionLayout.MONTH, true);
        assertThatThrownBy(() -> FeatureSets.base(own))
                .isInstanceOf(FeatureException.class)
                .hasMessageContaining("base.fx_daily.features");
    }

    @Test
    void a_line_that_defines_nothing_is_named() {
        assertThat(DefinitionFile.parse("x", "# note\n\n a = $close\r\nb=$open>=1"))
                .hasSize(2);
        assertThatThrownBy(() -> DefinitionFile.parse("x.features", "a = $close\nb $open"))
                .isInstanceOf(FeatureException.class)
                .hasMessageContaining("x.features")
                .hasMessageContaining("line 2");
    }

    private static List<String> names(Dataset dataset) {
        return FeatureSets.base(dataset).features().stream().map(Feature::name).toList();
    }
}
