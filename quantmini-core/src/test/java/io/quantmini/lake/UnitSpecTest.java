package io.quantmini.lake;

import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static io.quantmini.market.Dataset.STOCKS_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UnitSpecTest {
    private static final LocalDate ONE = LocalDate.of(2025, 1, 2);
    private static final LocalDate TWO = LocalDate.of(2025, 1, 3);

    @Test
    void the_same_work_has_the_same_id() {
        UnitSpec spec = UnitSpec.publish(STOCKS_DAILY, Layer.BRONZE, List.of(ONE, TWO), "inputs");

        assertThat(spec.unit()).matches("[0-9a-f]{24}");
        assertThat(UnitSpec.publish(STOCKS_DAILY, Layer.BRONZE, List.of(TWO, ONE, TWO), "inputs")
                        .unit())
                .isEqualTo(spec.unit());
        assertThat(spec.superseding(List.of("other")).unit()).isEqualTo(spec.unit());
    }

    @Test
    void other_work_has_another_id() {
        UnitSpec spec = UnitSpec.publish(STOCKS_DAILY, Layer.BRONZE, List.of(ONE, TWO), "inputs");

        assertThat(List.of(
                        spec,
                        UnitSpec.publish(STOCKS_MINUTE, Layer.BRONZE, List.of(ONE, TWO), "inputs"),
                        UnitSpec.publish(STOCKS_DAILY, Layer.SILVER, List.of(ONE, TWO), "inputs"),
                        UnitSpec.publish(STOCKS_DAILY, Layer.BRONZE, List.of(ONE), "inputs"),
                        UnitSpec.publish(STOCKS_DAILY, Layer.BRONZE, List.of(ONE, TWO), "others"),
                        spec.withSet("base-1")))
                .extracting(UnitSpec::unit)
                .doesNotHaveDuplicates();
    }

    @Test
    void where_one_text_ends_is_part_of_a_digest() {
        assertThat(ContentDigest.of("ab", "c")).isNotEqualTo(ContentDigest.of("a", "bc"));
        assertThat(ContentDigest.of("abc")).isEqualTo(ContentDigest.of(List.of("abc")));
    }

    @Test
    void a_unit_has_a_session() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnitSpec.publish(STOCKS_DAILY, Layer.BRONZE, List.of(), "inputs"));
    }

    @Test
    void a_unit_never_takes_out_itself() {
        UnitSpec spec = UnitSpec.publish(STOCKS_DAILY, Layer.BRONZE, List.of(ONE), "inputs");

        assertThat(spec.superseding(List.of("other", spec.unit())).supersedes()).containsExactly("other");
    }
}
