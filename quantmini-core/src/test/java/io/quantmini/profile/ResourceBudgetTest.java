package io.quantmini.profile;

import static io.quantmini.profile.Profiles.GIB;
import static io.quantmini.profile.Profiles.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceBudgetTest {
    @ParameterizedTest
    @CsvSource({
        "1, STREAMING",
        "34359738367, STREAMING",
        "34359738368, BATCH",
        "68719476736, BATCH",
        "68719476737, PARALLEL"
    })
    void memory_recommends_the_mode(long memoryBytes, ExecutionMode mode) {
        assertThat(ExecutionMode.recommendedFor(memoryBytes)).isEqualTo(mode);
    }

    @Test
    void a_cap_lowers_the_memory_and_the_mode() {
        SystemProfile large = Profiles.machine(128 * GIB, 16, 32 * GIB);

        assertThat(ResourceBudget.of(large).mode()).isEqualTo(ExecutionMode.PARALLEL);

        ResourceBudget capped = ResourceBudget.of(large, Optional.empty(), OptionalLong.of(8 * GIB));
        assertThat(capped.mode()).isEqualTo(ExecutionMode.STREAMING);
        assertThat(capped.memoryBytes()).isEqualTo(8 * GIB);
        assertThat(capped.heapBytes()).isEqualTo(4 * GIB);
    }

    @Test
    void a_cap_above_the_machine_changes_nothing() {
        SystemProfile small = Profiles.machine(4 * GIB, 2, GIB);

        assertThat(ResourceBudget.of(small, Optional.empty(), OptionalLong.of(512 * GIB)))
                .isEqualTo(ResourceBudget.of(small));
    }

    @Test
    void a_mode_asked_for_is_taken() {
        SystemProfile small = Profiles.machine(4 * GIB, 2, GIB);

        assertThat(ResourceBudget.of(small, Optional.of(ExecutionMode.PARALLEL), OptionalLong.empty())
                        .mode())
                .isEqualTo(ExecutionMode.PARALLEL);
    }

    @Test
    void a_tiny_container_gets_one_thread_and_the_floors() {
        SystemProfile tiny =
                Profiles.machine(OptionalLong.of(64 * GIB), Profiles.container(128 * MIB, 0.5), 8, 32 * MIB);

        ResourceBudget budget = ResourceBudget.of(tiny);

        assertThat(budget.mode()).isEqualTo(ExecutionMode.STREAMING);
        assertThat(budget.threads()).isEqualTo(1);
        assertThat(budget.offHeapBytes()).isEqualTo(32 * MIB);
        assertThat(budget.duckDbMemoryBytes()).isEqualTo(32 * MIB);
        assertThat(budget.downloads()).isEqualTo(2);
        assertThat(budget.ioThreads()).isEqualTo(16);
    }

    @Test
    void another_limit_of_downloads_holds_as_far_as_memory_allows() {
        ResourceBudget budget =
                ResourceBudget.of(Profiles.machine(64 * GIB, 8, 4 * GIB)).withOffHeapBytes(160 * MIB);

        assertThat(budget.withMostDownloads(3).downloads()).isEqualTo(3);
        assertThat(budget.withMostDownloads(64).downloads()).isEqualTo(10);
    }

    @Property
    void the_parts_never_exceed_the_whole_from_a_quarter_gibibyte_up(
            @ForAll @LongRange(min = 320L << 20, max = 1L << 42) long memoryBytes,
            @ForAll @IntRange(min = 1, max = 512) int cores,
            @ForAll @LongRange(min = 1L << 20, max = 1L << 42) long heapMaxBytes,
            @ForAll @LongRange(min = 256L << 20, max = 1L << 42) long capBytes) {
        SystemProfile profile = Profiles.machine(memoryBytes, cores, heapMaxBytes);

        ResourceBudget budget = ResourceBudget.of(profile, Optional.empty(), OptionalLong.of(capBytes));

        assertThat(budget.heapBytes() + budget.offHeapBytes() + budget.duckDbMemoryBytes())
                .isLessThanOrEqualTo(budget.memoryBytes());
        assertThat(budget.memoryBytes()).isLessThanOrEqualTo(Math.min(memoryBytes, capBytes));
        assertThat(budget.threads()).isBetween(1, cores);
        assertThat(budget.downloads()).isBetween(1, 8);
    }

    @Property
    void any_amount_at_all_gives_a_budget(
            @ForAll @LongRange(min = 1, max = Long.MAX_VALUE) long memoryBytes,
            @ForAll @LongRange(min = 1, max = Long.MAX_VALUE) long heapMaxBytes,
            @ForAll @LongRange(min = 1, max = Long.MAX_VALUE) long capBytes) {
        ResourceBudget budget = ResourceBudget.of(
                Profiles.machine(memoryBytes, 4, heapMaxBytes), Optional.empty(), OptionalLong.of(capBytes));

        assertThat(budget.offHeapBytes()).isGreaterThanOrEqualTo(32 * MIB);
    }

    @Test
    void nothing_in_a_budget_may_be_zero() {
        ResourceBudget budget = ResourceBudget.of(Profiles.machine(4 * GIB, 2, GIB));

        assertThatThrownBy(() -> budget.withThreads(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("[budget] expected a positive threads, got 0");
        assertThatThrownBy(() -> budget.withOffHeapBytes(-5)).hasMessageContaining("got -5");
        assertThat(budget.withThreads(7).threads()).isEqualTo(7);
        assertThat(budget.withOffHeapBytes(GIB).offHeapBytes()).isEqualTo(GIB);
        assertThat(budget.withMode(ExecutionMode.BATCH).mode()).isEqualTo(ExecutionMode.BATCH);
    }

    @Test
    void it_describes_itself_in_two_lines() {
        assertThat(ResourceBudget.of(Profiles.machine(20 * GIB, 2, 4 * GIB)).describe())
                .isEqualTo("""
                        budget      streaming, 16.0 GiB: heap 4.0 GiB, off-heap 6.9 GiB, DuckDB 4.6 GiB
                        concurrency 2 threads, 16 for the disk, 8 downloads
                        """);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "1023, 1023 B", "1024, 1.0 KiB", "1610612736, 1.5 GiB", "9223372036854775807, 8.0 EiB"})
    void byte_counts_read_in_binary_units(long bytes, String text) {
        assertThat(ByteText.of(bytes)).isEqualTo(text);
    }
}
