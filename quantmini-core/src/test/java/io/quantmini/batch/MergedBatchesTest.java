package io.quantmini.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.batch.MergedBatches.Input;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MergedBatchesTest {
    private static final Field SYMBOL = Field.notNullable("symbol", ArrowType.Utf8.INSTANCE);
    private static final Field TIMESTAMP =
            Field.notNullable("timestamp", new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC"));
    private static final Schema KEYS = new Schema(List.of(SYMBOL, TIMESTAMP));

    private final BufferAllocator allocator = new RootAllocator();
    private final List<RowStream> opened = new ArrayList<>();

    @AfterEach
    void everything_is_closed_and_freed() {
        assertThat(opened).allMatch(RowStream::isClosed);
        allocator.close();
    }

    @Test
    void sessions_of_the_same_symbols_interleave_by_symbol_then_time() {
        List<List<@Nullable Object>> rows =
                merge(input(null, row("A", 1), row("B", 1)), input(null, row("A", 2), row("B", 0)));

        assertThat(rows).containsExactly(row("A", 1), row("A", 2), row("B", 0), row("B", 1));
    }

    @Test
    void keys_are_ordered_by_their_bytes_as_unsigned_numbers() {
        List<List<@Nullable Object>> rows =
                merge(input(null, row("é", 1)), input(null, row("z", 1)), input(null, row("Z", 1), row("ZA", 0)));

        assertThat(rows).containsExactly(row("Z", 1), row("ZA", 0), row("z", 1), row("é", 1));
    }

    @Test
    void inputs_that_follow_each_other_are_open_one_at_a_time() {
        AtomicInteger most = new AtomicInteger();
        List<Input> inputs = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String symbol = String.format("S%02d", i);
            inputs.add(new Input(symbol, () -> {
                most.accumulateAndGet(
                        1 + (int) opened.stream().filter(s -> !s.isClosed()).count(), Math::max);
                return open(KEYS, List.of(row(symbol, 1), row(symbol, 2)));
            }));
        }

        try (MergedBatches merged = MergedBatches.open("symbol", inputs, allocator)) {
            assertThat(opened).hasSize(1);
            assertThat(RowStream.drain(merged)).hasSize(200);
        }

        assertThat(most).hasValue(1);
    }

    @Test
    void an_input_is_opened_before_a_row_of_its_smallest_key_is_given() {
        List<List<@Nullable Object>> rows =
                merge(input("B", row("B", 1)), input("A", row("A", 9), row("B", 0), row("B", 2), row("C", 0)));

        assertThat(rows).containsExactly(row("A", 9), row("B", 0), row("B", 1), row("B", 2), row("C", 0));
    }

    @Test
    void a_row_below_the_smallest_key_of_its_input_is_an_error() {
        assertThatThrownBy(() -> merge(input("A", row("A", 1), row("C", 1)), input("C", row("B", 1))))
                .hasMessageContaining("input 1: expected no key below its smallest, C, got B");
    }

    @Test
    void an_input_whose_batches_are_out_of_order_is_an_error() {
        Input unsorted = Input.of(() -> {
            opened.add(new RowStream(KEYS, List.of(row("B", 1), row("A", 1)), 1, allocator));
            return opened.get(0);
        });

        assertThatThrownBy(() -> merge(unsorted)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void inputs_of_different_columns_are_an_error() {
        Schema more = new Schema(List.of(
                SYMBOL, TIMESTAMP, Field.nullable("vwap", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE))));
        List<Input> inputs =
                List.of(input(null, row("A", 1)), Input.of(() -> open(more, List.of(Arrays.asList("A", 1L, null)))));

        assertThatThrownBy(() -> {
                    try (MergedBatches merged = MergedBatches.open("symbol", inputs, allocator)) {
                        RowStream.drain(merged);
                    }
                })
                .hasMessageContaining("input 1: expected columns");
    }

    @Test
    void an_input_that_cannot_be_opened_leaves_nothing_open() {
        IllegalStateException failure = new IllegalStateException("gone");
        Input broken = new Input("B", () -> {
            throw failure;
        });

        assertThatThrownBy(() -> merge(input("A", row("A", 1)), broken)).isSameAs(failure);
        assertThatThrownBy(() -> merge(broken)).isSameAs(failure);
    }

    @Test
    void empty_inputs_give_the_schema_and_no_batch() {
        try (MergedBatches merged = MergedBatches.open("symbol", List.of(input(null), input("X")), allocator)) {
            assertThat(merged.schema()).isEqualTo(KEYS);
            assertThat(merged.advance()).isFalse();
            assertThatThrownBy(merged::batch).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void a_batch_in_the_making_fails_when_its_turn_comes() {
        List<Input> inputs = List.of(input("A", row("A", 1)), input(null, row("B", 2), row("A", 1)));

        try (MergedBatches merged = MergedBatches.open("symbol", inputs, allocator, 1)) {
            assertThat(merged.advance()).isTrue();
            assertThat(merged.batch().getVector(0).getObject(0)).hasToString("A");
            assertThat(merged.advance()).isTrue();
            assertThat(merged.batch().getVector(0).getObject(0)).hasToString("B");
            assertThatThrownBy(merged::advance).hasMessageContaining("input 1: expected rows sorted");
        }
    }

    @Test
    void closing_early_frees_the_batch_in_the_making() {
        try (MergedBatches merged = MergedBatches.open(
                "symbol", List.of(input(null, row("A", 1), row("C", 1)), input(null, row("B", 1))), allocator, 1)) {
            assertThat(merged.advance()).isTrue();
        }
    }

    @Test
    void batches_have_at_most_65536_rows() {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < 66_000; i++) {
            rows.add(row("A", i));
        }
        List<Input> inputs = List.of(Input.of(() -> open(KEYS, rows)), input(null, row("A", 70_000)));

        try (MergedBatches merged = MergedBatches.open("symbol", inputs, allocator)) {
            assertThat(merged.advance()).isTrue();
            assertThat(merged.batch().getRowCount()).isEqualTo(65_536);
            assertThat(merged.advance()).isTrue();
            assertThat(merged.batch().getRowCount()).isEqualTo(66_001 - 65_536);
            assertThat(merged.advance()).isFalse();
        }
    }

    @SafeVarargs
    private Input input(@Nullable String smallestKey, List<Object>... rows) {
        return new Input(smallestKey, () -> open(KEYS, List.of(rows)));
    }

    private List<List<@Nullable Object>> merge(Input... inputs) {
        try (MergedBatches merged = MergedBatches.open("symbol", List.of(inputs), allocator, 1)) {
            return RowStream.drain(merged);
        }
    }

    private RowStream open(Schema schema, List<? extends List<? extends @Nullable Object>> rows) {
        RowStream stream = new RowStream(schema, rows, 70_000, allocator);
        opened.add(stream);
        return stream;
    }

    private static List<Object> row(String symbol, long time) {
        return List.of(symbol, time);
    }
}
