package io.quantmini.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

class FeatureSetTest {
    private static FeatureSet set(String... definitions) {
        return new FeatureSet(
                "mine",
                1,
                Precision.DOUBLE,
                List.of(definitions).stream()
                        .map(line -> line.split(" = ", 2))
                        .map(parts -> Feature.of(parts[0], parts[1]))
                        .toList());
    }

    @Test
    void look_back_adds_up_along_a_path_and_takes_the_longest_of_several() {
        assertThat(set("a = $close/$open").lookback()).isZero();
        assertThat(set("a = Mean($close,20)").lookback()).isEqualTo(19);
        assertThat(set("a = Ref(Mean($close,20),1)-Ref($open,7)").lookback()).isEqualTo(20);
        assertThat(set("a = Std(Log($close/Ref($close,1)),20)", "b = $open").lookback())
                .isEqualTo(20);
        assertThat(set("a = EMA(EMA($close,12)-EMA($close,26),9)").lookback()).isEqualTo(89 + 259);
        assertThat(set("a = Wilder(Delta($close,1),14)").lookback()).isEqualTo(280);
        assertThat(set("a = SessionSum($volume)").lookback()).isZero();
    }

    @Test
    void minutes_need_no_earlier_session_and_contracts_a_bounded_number() {
        FeatureSet windows = set("a = Mean($close,20)");
        assertThat(windows.lookbackSessions(Dataset.STOCKS_DAILY)).isEqualTo(19);
        assertThat(windows.lookbackSessions(Dataset.STOCKS_MINUTE)).isZero();
        assertThat(windows.lookbackSessions(Dataset.OPTIONS_MINUTE)).isZero();
        assertThat(windows.lookbackSessions(Dataset.OPTIONS_DAILY)).isEqualTo(60);
        assertThat(set("a = $close").lookbackSessions(Dataset.OPTIONS_DAILY)).isZero();
    }

    @Test
    void a_label_looks_ahead_as_far_as_its_newest_row_and_back_only_behind_the_current_one() {
        assertThat(reach("Ref($close,-2)/Ref($close,-1)-1")).containsExactly(0, 2);
        assertThat(reach("Ref(Mean($close,5),-5)")).containsExactly(0, 5);
        assertThat(reach("Ref(Mean($close,5),-2)")).containsExactly(2, 2);
        assertThat(reach("Delta($close,-3)")).containsExactly(0, 3);
        assertThat(reach("Ref($close,-1)/Mean(Ref($close,2),3)")).containsExactly(4, 1);
        assertThat(reach("$close")).containsExactly(0, 0);
        assertThat(reach("CSRank(Ref($close,-4))")).containsExactly(0, 4);
        Definition label = label("Ref(Mean($close,5),-2)");
        assertThat(label.lookaheadSessions(Dataset.STOCKS_DAILY)).isEqualTo(2);
        assertThat(label.lookaheadSessions(Dataset.STOCKS_MINUTE)).isZero();
        assertThat(label.lookaheadSessions(Dataset.OPTIONS_DAILY)).isEqualTo(60);
    }

    private static Definition label(String text) {
        return new Definition("label", Expression.parseLabel(text), Precision.DOUBLE, null);
    }

    private static List<Integer> reach(String text) {
        return List.of(label(text).lookback(), label(text).lookahead());
    }

    @Test
    void a_qlib_set_may_not_look_back_over_daily_options_where_double_may() {
        List<Feature> features = List.of(Feature.of("a", "$close/$open"), Feature.of("b", "Mean($underlying_close,5)"));
        new FeatureSet("mine", 1, Precision.DOUBLE, features).check(Dataset.OPTIONS_DAILY);
        FeatureSet floats = new FeatureSet("mine", 1, Precision.QLIB, features);
        floats.check(Dataset.OPTIONS_MINUTE);
        assertThat(catchThrowableOfType(() -> floats.check(Dataset.OPTIONS_DAILY), FeatureException.class))
                .hasMessage("[feature b] cannot look back over options_daily in precision qlib: expected its own bar or"
                        + " later ones, got 4 before it, of which some may lie more than 60 sessions back; compute it in"
                        + " precision double");
    }

    @Test
    void a_qlib_label_over_daily_options_looks_ahead_alone() {
        List<Feature> own = List.of(Feature.of("a", "Sum($close,1)-$open"));
        labelled(own, "Ref(Mean($close,3),-3)/$close").check(Dataset.OPTIONS_DAILY);
        assertThatThrownBy(() -> labelled(own, "Ref(Mean($close,3),-1)").check(Dataset.OPTIONS_DAILY))
                .isInstanceOf(FeatureException.class)
                .hasMessageStartingWith("[feature next] cannot look back over options_daily in precision qlib");
    }

    private static FeatureSet labelled(List<Feature> features, String label) {
        return new FeatureSet("mine", 1, Precision.QLIB, features, List.of(Label.of("next", label)));
    }

    @Test
    void a_fingerprint_follows_the_definitions_and_not_their_spelling() {
        String fingerprint = set("a = Mean($close,5)/$close").fingerprint();
        assertThat(fingerprint).matches("[0-9a-f]{32}");
        assertThat(set("a =  (Mean( $close, 5 )) / $close").fingerprint()).isEqualTo(fingerprint);
        assertThat(set("a = Mean($close,6)/$close").fingerprint()).isNotEqualTo(fingerprint);
        assertThat(set("b = Mean($close,5)/$close").fingerprint()).isNotEqualTo(fingerprint);
        List<Feature> same = set("a = Mean($close,5)/$close").features();
        assertThat(new FeatureSet("mine", 2, Precision.DOUBLE, same).fingerprint())
                .isNotEqualTo(fingerprint);
        assertThat(new FeatureSet("mine", 1, Precision.QLIB, same).fingerprint())
                .isNotEqualTo(fingerprint);
    }

    @Test
    void a_universe_is_part_of_the_fingerprint_and_wants_something_to_compare() {
        FeatureSet all = set("a = CSRank($close)");
        assertThat(all.over("sp500").fingerprint())
                .isNotEqualTo(all.fingerprint())
                .isNotEqualTo(all.over("mine").fingerprint());
        assertThatThrownBy(() -> set("a = $close").over("sp500"))
                .isInstanceOf(FeatureException.class)
                .hasMessageContaining("expected a name of [a-z0-9_-] and a cross-section");
        assertThatThrownBy(() -> all.over("../sp500"))
                .isInstanceOf(FeatureException.class)
                .hasMessageContaining("got another name");
    }

    @Test
    void a_fingerprint_is_the_same_on_every_machine() {
        assertThat(set("a = $close").fingerprint()).isEqualTo("70e5753fce6ff747d78276825dd202c6");
    }

    @Test
    void an_unknown_field_is_pointed_at() {
        FeatureSet set = set("good = $close", "bad = Mean($close,5)+$strike_price");
        set.check(Dataset.OPTIONS_DAILY);
        FeatureException fault = catchThrowableOfType(FeatureException.class, () -> set.check(Dataset.STOCKS_DAILY));
        assertThat(fault.feature()).isEqualTo("bad");
        assertThat(fault.position()).isEqualTo("Mean($close,5)+".length());
        assertThat(fault).hasMessageContaining("$open $high").hasMessageContaining("got $strike_price");
    }

    @Test
    void a_feature_cannot_take_the_name_of_a_column() {
        assertThatThrownBy(() -> set("close = $open").check(Dataset.STOCKS_DAILY))
                .isInstanceOf(FeatureException.class);
        assertThatThrownBy(() -> set("factor = $open").check(Dataset.STOCKS_DAILY))
                .isInstanceOf(FeatureException.class);
        assertThatThrownBy(() -> set("a = $open", "a = $close")).hasMessageContaining("each name once");
        assertThatThrownBy(() -> set("A = $open")).isInstanceOf(FeatureException.class);
        assertThatThrownBy(() -> new FeatureSet("x", 1, Precision.DOUBLE, List.of()))
                .isInstanceOf(FeatureException.class);
    }

    @Test
    void silver_is_bronze_then_the_factor_then_the_features() {
        FeatureSet set = set("a = $close", "b = $open");
        Schema stocks = FeatureSet.silver(Dataset.STOCKS_MINUTE, List.of(set));
        assertThat(stocks.getFields())
                .startsWith(BarSchema.bronze(Dataset.STOCKS_MINUTE)
                        .getFields()
                        .toArray(org.apache.arrow.vector.types.pojo.Field[]::new));
        assertThat(stocks.getFields().stream().skip(9).map(Object::toString))
                .containsExactly(
                        "factor: FloatingPoint(DOUBLE) not null",
                        "a: FloatingPoint(DOUBLE)",
                        "b: FloatingPoint(DOUBLE)");
        assertThat(FeatureSet.silver(Dataset.OPTIONS_DAILY, List.of(set))
                        .findField("a")
                        .isNullable())
                .isTrue();
        assertThat(FeatureSet.silver(Dataset.OPTIONS_DAILY, List.of(set)).getFields())
                .noneMatch(field -> field.getName().equals("factor"));
    }

    @Test
    void a_selection_gives_each_dataset_its_sets() {
        FeatureSet stocks = set("a = $close");
        FeatureSelection selection = FeatureSelection.none().with(Dataset.STOCKS_DAILY, stocks);
        assertThat(selection.of(Dataset.STOCKS_DAILY)).containsExactly(stocks);
        assertThat(selection.of(Dataset.STOCKS_MINUTE)).isEmpty();
        assertThatThrownBy(() -> selection.with(Dataset.STOCKS_DAILY, set("a = $underlying_close")))
                .isInstanceOf(FeatureException.class);
    }

    @Test
    void sets_of_a_dataset_are_kept_by_name_and_share_no_column() {
        FeatureSet late = named("z", "a = $close");
        FeatureSet early = named("b", "c = $close", "d = $open");
        FeatureSelection selection =
                FeatureSelection.none().with(Dataset.STOCKS_DAILY, late).with(Dataset.STOCKS_DAILY, early);
        assertThat(selection.of(Dataset.STOCKS_DAILY)).containsExactly(early, late);
        FeatureSet changed = named("b", "e = $close");
        assertThat(selection.with(Dataset.STOCKS_DAILY, changed).of(Dataset.STOCKS_DAILY))
                .containsExactly(changed, late);
        assertThat(catchThrowableOfType(
                        FeatureException.class, () -> selection.with(Dataset.STOCKS_DAILY, named("y", "d = $low"))))
                .hasMessageContaining("b and y")
                .returns("d", FeatureException::feature);
    }

    @Test
    void silver_holds_set_after_set_each_in_its_precision() {
        FeatureSet floats = new FeatureSet("f", 1, Precision.QLIB, List.of(Feature.of("x", "$close")));
        assertThat(FeatureSet.silver(Dataset.STOCKS_DAILY, List.of(floats, set("a = $close"))).getFields().stream()
                        .skip(9)
                        .map(Object::toString))
                .containsExactly(
                        "factor: FloatingPoint(DOUBLE) not null",
                        "x: FloatingPoint(SINGLE)",
                        "a: FloatingPoint(DOUBLE)");
    }

    private static FeatureSet named(String name, String... definitions) {
        return new FeatureSet(name, 1, Precision.DOUBLE, set(definitions).features());
    }
}
