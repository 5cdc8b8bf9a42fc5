package io.quantmini.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.batch.MergedBatches.Input;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

class MergedBatchesProperties {
    private static final String[] KEYS = {
        "", "A", "A\0", "AA", "AAPLAAPL", "AAPLAAPLA", "AB", "B", "BRK.A", "TpA", "Ünïcode", "名"
    };
    private static final Schema SCHEMA = new Schema(List.of(
            Field.nullable("note", ArrowType.Utf8.INSTANCE),
            Field.notNullable("timestamp", new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC")),
            Field.nullable("flag", ArrowType.Bool.INSTANCE),
            Field.notNullable("ticker", ArrowType.Utf8.INSTANCE),
            Field.nullable("value", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
            Field.nullable("small", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE)),
            Field.nullable("date", new ArrowType.Date(DateUnit.DAY)),
            Field.notNullable("place", new ArrowType.Int(32, true)),
            Field.nullable("total", new ArrowType.Int(64, true))));
    private static final Comparator<List<@Nullable Object>> ORDER = Comparator.comparing(
                    MergedBatchesProperties::key, Arrays::compareUnsigned)
            .thenComparing(row -> (Long) row.get(1));

    @Property(tries = 200)
    void a_merge_equals_a_stable_sort_of_all_rows(
            @ForAll @IntRange(min = 1, max = 8) int inputs,
            @ForAll @IntRange(max = 60) int rowsEach,
            @ForAll @IntRange(min = 1, max = 40) int batchRows,
            @ForAll @IntRange(min = 1, max = 30) int mergedRows,
            @ForAll @IntRange(min = 1, max = 50) int times,
            @ForAll long seed) {
        Random random = new Random(seed);
        List<List<List<@Nullable Object>>> sorted = new ArrayList<>();
        List<List<@Nullable Object>> expected = new ArrayList<>();
        for (int i = 0; i < inputs; i++) {
            List<List<@Nullable Object>> rows = rows(random, random.nextInt(rowsEach + 1), times, i);
            rows.sort(ORDER);
            sorted.add(rows);
            expected.addAll(rows);
        }
        expected.sort(ORDER);

        try (BufferAllocator allocator = new RootAllocator()) {
            List<Input> sources = new ArrayList<>();
            for (List<List<@Nullable Object>> rows : sorted) {
                String smallest = rows.isEmpty() || random.nextBoolean()
                        ? null
                        : (String) rows.get(0).get(3);
                sources.add(new Input(smallest, () -> new RowStream(SCHEMA, rows, batchRows, allocator)));
            }
            try (MergedBatches merged = MergedBatches.open("ticker", sources, allocator, mergedRows)) {
                assertThat(RowStream.drain(merged)).isEqualTo(expected);
            }
        }
    }

    private static List<List<@Nullable Object>> rows(Random random, int count, int times, int place) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(Arrays.asList(
                    random.nextInt(3) == 0 ? null : "n".repeat(random.nextInt(20)),
                    (long) random.nextInt(times),
                    random.nextInt(3) == 0 ? null : random.nextBoolean(),
                    KEYS[random.nextInt(KEYS.length)],
                    random.nextInt(3) == 0 ? null : random.nextDouble(),
                    random.nextInt(3) == 0 ? null : random.nextFloat(),
                    random.nextInt(3) == 0 ? null : random.nextInt(),
                    place * 1000 + i,
                    random.nextInt(3) == 0 ? null : random.nextLong()));
        }
        return rows;
    }

    private static byte[] key(List<@Nullable Object> row) {
        return String.valueOf(row.get(3)).getBytes(StandardCharsets.UTF_8);
    }
}
