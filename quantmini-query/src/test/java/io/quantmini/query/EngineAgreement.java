package io.quantmini.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.feature.FeatureSet;
import io.quantmini.feature.Label;
import io.quantmini.feature.NullReason;
import io.quantmini.features.VectorizedFeatureEngine;
import io.quantmini.stage.FeatureEngine;
import io.quantmini.stage.FeatureRequest;
import io.quantmini.stage.FeatureStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

/** What it means that both engines agree, over how many markets. */
final class EngineAgreement {
    private static final int FEW = 10;

    private EngineAgreement() {}

    static long[] seeds() {
        Integer tries = Integer.getInteger("quantmini.features.tries");
        long[] seeds = new long[tries == null ? FEW : tries];
        for (int i = 0; i < seeds.length; i++) {
            seeds[i] = 7_001L + i;
        }
        return seeds;
    }

    /** A set of such features, with labels. */
    static FeatureSet withLabels(String... features) {
        FeatureSet set = Sets.doubles(features);
        List<Label> labels = List.of(
                Label.of("next", "Ref($close,-2)/Ref($close,-1)-1"),
                Label.of("ahead", "Ref(Std(Log($close),4),-6)-Std($close,3)"),
                Label.of("fall", "Delta($low,-5)/Ref($volume,2)"));
        return new FeatureSet(set.name(), 1, set.precision(), set.features(), labels);
    }

    /** The same rows, the same nulls for the same reasons, and values within 1e-9 of each other; gives how many values. */
    static int assertAgree(FeatureRequest request) {
        Answer sql = Answer.of(new DuckDbFeatureEngine(), request);
        Answer loops = Answer.of(new VectorizedFeatureEngine(), request);
        assertThat(loops.rows()).hasSameSizeAs(sql.rows());
        List<String> different = new ArrayList<>();
        int numbers = 0;
        for (int i = 0; i < sql.rows().size(); i++) {
            SilverRow one = sql.rows().get(i);
            SilverRow other = loops.rows().get(i);
            assertThat(other.key()).isEqualTo(one.key());
            for (String column : one.values().keySet()) {
                Double a = one.value(column);
                Double b = other.value(column);
                numbers += a == null ? 0 : 1;
                if (!agree(a, b)) {
                    different.add(one.ticker() + " " + one.date() + " " + column + ": " + a + " in SQL, " + b);
                }
            }
        }
        assertThat(different).isEmpty();
        assertThat(loops.nulls()).isEqualTo(sql.nulls());
        assertThat(numbers).isPositive();
        return numbers;
    }

    private record Answer(List<SilverRow> rows, Map<NullReason, Long> nulls) {
        static Answer of(FeatureEngine engine, FeatureRequest request) {
            try (RootAllocator allocator = new RootAllocator();
                    FeatureStream stream = engine.compute(request, allocator)) {
                List<SilverRow> rows = SilverRow.collect(stream);
                return new Answer(rows, Map.copyOf(stream.nulls()));
            }
        }
    }

    private static boolean agree(@Nullable Double a, @Nullable Double b) {
        if (a == null || b == null) {
            return a == null && b == null;
        }
        return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b)) + 1e-12;
    }
}
