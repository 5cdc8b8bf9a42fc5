package io.quantmini.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.batch.RowStream;
import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

class RowDigestProperties {
    private static final int COLUMNS = 9;

    @Property(tries = 50)
    void order_and_batches_do_not_matter_and_any_changed_value_does(
            @ForAll @IntRange(min = 1, max = 40) int count,
            @ForAll @IntRange(min = 1, max = 50) int batchRows,
            @ForAll @IntRange(max = COLUMNS - 1) int column,
            @ForAll long seed) {
        Random random = new Random(seed);
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(row(random));
        }
        RowDigest digest = digest(rows, count);
        List<List<Object>> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        assertThat(digest(shuffled, batchRows)).isEqualTo(digest);

        List<Object> changed = new ArrayList<>(rows.get(0));
        changed.set(column, row(random).get(column));
        shuffled.set(shuffled.indexOf(rows.get(0)), changed);
        assertThat(digest(shuffled, batchRows).equals(digest)).isEqualTo(changed.equals(rows.get(0)));
        assertThat(digest(rows.subList(1, count), batchRows)).isNotEqualTo(digest);
    }

    private static List<Object> row(Random random) {
        return List.of(
                Integer.toString(random.nextInt(1000), 36),
                random.nextInt(20000),
                random.nextLong(),
                random.nextDouble(),
                random.nextDouble(),
                random.nextDouble(),
                random.nextDouble(),
                (double) random.nextInt(100),
                random.nextInt());
    }

    private static RowDigest digest(List<List<Object>> rows, int batchRows) {
        try (BufferAllocator allocator = new RootAllocator();
                RowStream stream = new RowStream(BarSchema.bronze(Dataset.STOCKS_DAILY), rows, batchRows, allocator)) {
            return RowDigest.NONE.plus(stream);
        }
    }
}
