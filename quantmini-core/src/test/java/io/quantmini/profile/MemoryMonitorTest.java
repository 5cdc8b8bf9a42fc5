package io.quantmini.profile;

import static io.quantmini.profile.Profiles.GIB;
import static io.quantmini.profile.Profiles.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.profile.MemorySample.Gauge;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryMonitorTest {
    private final SystemProfile profile = Profiles.machine(
            OptionalLong.of(4 * GIB),
            new SystemProfile.Container(
                    OptionalLong.of(1000), Profiles.container(1, 1).cpus()),
            2,
            GIB);
    private final ResourceBudget budget =
            ResourceBudget.of(Profiles.machine(4 * GIB, 2, GIB)).withOffHeapBytes(1000);

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0, NORMAL",
        "749, 749, 0, 749, NORMAL",
        "750, 0, 0, 0, ELEVATED",
        "0, 899, 0, 0, ELEVATED",
        "0, 900, 0, 0, CRITICAL",
        "0, 0, 4294967296, 0, CRITICAL",
        "0, 0, 0, 2000, CRITICAL",
        "800, 0, 0, 950, CRITICAL"
    })
    void the_worst_of_heap_arrow_resident_and_container_is_the_level(
            long heap, long arrow, long resident, long container, PressureLevel level) {
        var readings = new MemoryMonitor.Readings(
                () -> heap,
                () -> 1000,
                () -> arrow,
                List.of(new Probe<>("resident", () -> OptionalLong.of(resident))),
                List.of(new Probe<>("container", () -> OptionalLong.of(container))));

        assertThat(new MemoryMonitor(profile, budget, readings).sample().level())
                .isEqualTo(level);
    }

    @Test
    void what_the_system_does_not_tell_is_left_out() {
        var readings = new MemoryMonitor.Readings(
                () -> 1,
                () -> 1000,
                () -> 1,
                List.of(new Probe<>("resident", () -> {
                    throw new UnsatisfiedLinkError("no library");
                })),
                List.of(new Probe<>("container", OptionalLong::empty)));

        MemorySample sample = new MemoryMonitor(profile, budget, readings).sample();

        assertThat(sample.resident()).isEmpty();
        assertThat(sample.container()).isEmpty();
        assertThat(sample.level()).isEqualTo(PressureLevel.NORMAL);
    }

    @Test
    void this_process_shows_its_resident_memory_and_what_arrow_holds() {
        try (RootAllocator allocator = new RootAllocator(64 * MIB)) {
            ResourceBudget real = ResourceBudget.of(SystemProfiler.profile(java.nio.file.Path.of("")))
                    .withOffHeapBytes(64 * MIB);
            MemoryMonitor monitor = new MemoryMonitor(profile, real, allocator::getAllocatedMemory);
            try (ArrowBuf held = allocator.buffer(60 * MIB)) {
                System.gc();
                MemorySample sample = monitor.sample();

                assertThat(sample.arrow().usedBytes()).isEqualTo(allocator.getAllocatedMemory());
                assertThat(sample.arrow().usedBytes()).isGreaterThanOrEqualTo(held.capacity());
                assertThat(sample.level()).isEqualTo(PressureLevel.CRITICAL);
                assertThat(sample.resident().orElseThrow().usedBytes()).isGreaterThan(MIB);
                assertThat(sample.heap().usedBytes()).isPositive();
            }
            assertThat(monitor.sample().arrow()).isEqualTo(new Gauge(0, 64 * MIB));
        }
    }

    @Test
    void oshi_and_proc_agree_on_resident_memory_within_a_factor_of_two() throws Exception {
        long oshi = NativeProbes.oshiResident();

        assertThat(oshi).isPositive();
        if (java.nio.file.Files.exists(java.nio.file.Path.of("/proc/self/status"))) {
            assertThat(NativeProbes.procResident(java.nio.file.Path.of("/"))).isBetween(oshi / 2, oshi * 2);
        }
    }

    @Test
    void a_watch_tells_the_first_level_and_each_change_from_a_daemon_thread() throws Exception {
        AtomicLong arrow = new AtomicLong();
        BlockingQueue<PressureLevel> told = new LinkedBlockingQueue<>();
        BlockingQueue<Boolean> daemon = new LinkedBlockingQueue<>();
        MemoryMonitor monitor = monitor(arrow);

        try (MemoryWatch watch = monitor.watch(Duration.ofMillis(1), sample -> {
            daemon.add(Thread.currentThread().isDaemon());
            told.add(sample.level());
        })) {
            assertThat(watch).isNotNull();
            assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(PressureLevel.NORMAL);
            arrow.set(950);
            assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(PressureLevel.CRITICAL);
            arrow.set(800);
            assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(PressureLevel.ELEVATED);
        }

        assertThat(told).isEmpty();
        assertThat(daemon).containsExactly(true, true, true);
    }

    @Test
    void a_listener_s_error_comes_out_of_close() throws Exception {
        BlockingQueue<PressureLevel> told = new LinkedBlockingQueue<>();
        MemoryWatch watch = monitor(new AtomicLong()).watch(Duration.ofDays(1), sample -> {
            told.add(sample.level());
            throw new IllegalStateException("listener broke");
        });
        assertThat(told.poll(30, TimeUnit.SECONDS)).isNotNull();

        assertThatThrownBy(watch::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("listener broke");
        watch.close();
    }

    @Test
    void a_watch_needs_a_positive_interval() {
        assertThatThrownBy(() -> monitor(new AtomicLong()).watch(Duration.ZERO, sample -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0S");
    }

    private MemoryMonitor monitor(AtomicLong arrow) {
        return new MemoryMonitor(
                profile, budget, new MemoryMonitor.Readings(() -> 0, () -> 1000, arrow::get, List.of(), List.of()));
    }
}
