package io.quantmini.query.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.query.internal.KeptViews.Database;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class KeptViewsTest {
    private static final LakeTable DAILY = Objects.requireNonNull(LakeTable.named("bronze", "stocks_daily"));
    private static final LakeTable MINUTE = Objects.requireNonNull(LakeTable.named("bronze", "stocks_minute"));

    private final KeptViews kept = new KeptViews();

    @Test
    void one_question_at_a_time_has_a_database() {
        Database database = new Database("a", Map.of(DAILY, "SELECT 1"));
        assertThat(kept.keep(database)).isEmpty();
        assertThat(kept.take(Map.of(DAILY, "SELECT 1"))).isEqualTo(database);
        assertThat(kept.take(Map.of(DAILY, "SELECT 1"))).isNull();
    }

    @Test
    void only_the_same_views_over_the_same_files_will_do() {
        kept.keep(new Database("a", Map.of(DAILY, "SELECT 1")));
        assertThat(kept.take(Map.of(DAILY, "SELECT 2"))).isNull();
        assertThat(kept.take(Map.of(MINUTE, "SELECT 1"))).isNull();
        assertThat(kept.take(Map.of(DAILY, "SELECT 1", MINUTE, "SELECT 1"))).isNull();
    }

    @Test
    void those_used_longest_ago_are_dropped() {
        for (int i = 0; i < 16; i++) {
            assertThat(kept.keep(database(i, ""))).isEmpty();
        }
        kept.keep(Objects.requireNonNull(kept.take(database(0, "").selects())));
        assertThat(kept.keep(database(16, ""))).containsExactly(database(1, ""));
    }

    @Test
    void long_lists_of_files_take_the_place_of_many() {
        String files = "x".repeat(3 << 20);
        assertThat(kept.keep(database(0, files))).isEmpty();
        assertThat(kept.keep(database(1, files))).isEmpty();
        assertThat(kept.keep(database(2, files))).containsExactly(database(0, files));
        assertThat(kept.keep(database(3, "y".repeat(9 << 20)))).hasSize(3);
    }

    private static Database database(int number, String files) {
        return new Database("question_" + number, Map.of(DAILY, "SELECT " + number + files));
    }
}
