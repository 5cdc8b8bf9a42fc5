package io.quantmini.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.profile.Probe.Reading;
import io.quantmini.profile.SystemProfile.Container;
import io.quantmini.profile.SystemProfile.Memory;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemProfilerTest {
    @TempDir
    Path directory;

    @Test
    void this_machine_has_cores_memory_a_heap_and_a_disk() {
        SystemProfile profile = SystemProfiler.profile(directory.resolve("not/yet/there"));

        assertThat(profile.degraded()).isEmpty();
        assertThat(profile.effectiveCores()).isBetween(1, Runtime.getRuntime().availableProcessors());
        assertThat(profile.effectiveMemoryBytes()).isGreaterThan(64L << 20);
        assertThat(profile.memory().availableBytes()).isPresent();
        assertThat(profile.jvm().heapMaxBytes()).isEqualTo(Runtime.getRuntime().maxMemory());
        assertThat(profile.disk().directory()).isEqualTo(directory);
        assertThat(profile.disk().freeBytes().orElseThrow()).isPositive();
        assertThat(profile.recommendedMode()).isEqualTo(ExecutionMode.recommendedFor(profile.effectiveMemoryBytes()));
    }

    @Test
    void the_flag_arrow_needs_is_seen_in_force() {
        SystemProfile.Jvm jvm = SystemProfiler.profile(directory).jvm();

        assertThat(jvm.nioOpen()).isTrue();
        assertThat(jvm.missingFlags()).doesNotContain(SystemProfile.Jvm.OPEN_NIO);
        assertThat(jvm.flags()).contains(SystemProfile.Jvm.OPEN_NIO);
    }

    @Test
    void a_missing_native_library_degrades_the_profile_and_the_next_probe_answers() {
        Probe<Memory> broken = new Probe<>("memory from OSHI", () -> {
            throw new UnsatisfiedLinkError("no jnidispatch in java.library.path\nsecond line");
        });
        Probe<Memory> sound =
                new Probe<>("memory from /proc", () -> new Memory(OptionalLong.of(8L << 30), OptionalLong.empty()));
        var probes = with(List.of(broken, sound), SystemProfilerTest::noContainer);

        SystemProfile profile = SystemProfiler.profile(probes, directory);

        assertThat(profile.memory().totalBytes()).hasValue(8L << 30);
        assertThat(profile.degraded())
                .containsExactly("memory from OSHI: UnsatisfiedLinkError: no jnidispatch in java.library.path");
        assertThat(profile.describe()).contains("degraded", "no jnidispatch");
    }

    @Test
    void with_every_probe_failing_the_profile_still_stands_on_what_the_jvm_knows() {
        Reading<Object> broken = () -> {
            throw new IllegalStateException("not here");
        };
        var probes = new SystemProfiler.Probes(
                failing("cores", broken),
                failing("memory", broken),
                failing("container", broken),
                failing("flags", broken),
                failing("disk", broken));

        SystemProfile profile = SystemProfiler.profile(probes, directory);

        assertThat(profile.degraded()).hasSize(5).allMatch(line -> line.contains("not here"));
        assertThat(profile.memory().totalBytes()).isEmpty();
        assertThat(profile.effectiveMemoryBytes())
                .isEqualTo(Runtime.getRuntime().maxMemory());
        assertThat(profile.effectiveCores()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(profile.disk().kind()).isEqualTo(DiskKind.UNKNOWN);
        assertThat(profile.describe()).contains("machine unknown");
        assertThat(ResourceBudget.of(profile).offHeapBytes()).isPositive();
    }

    @Test
    void proc_and_the_jvm_agree_with_oshi_on_installed_memory() throws Exception {
        Memory oshi = NativeProbes.oshiMemory();

        assertThat(NativeProbes.jmxMemory().totalBytes().orElseThrow()).isPositive();
        if (java.nio.file.Files.exists(Path.of("/proc/meminfo"))) {
            assertThat(NativeProbes.procMemory(Path.of("/")).totalBytes()).isEqualTo(oshi.totalBytes());
        }
    }

    @Test
    void the_smaller_of_machine_and_container_counts() {
        SystemProfile profile =
                Profiles.machine(OptionalLong.of(64L << 30), Profiles.container(2L << 30, 1.5), 16, 1L << 29);

        assertThat(profile.effectiveMemoryBytes()).isEqualTo(2L << 30);
        assertThat(profile.effectiveCores()).isEqualTo(2);
        assertThat(profile.recommendedMode()).isEqualTo(ExecutionMode.STREAMING);
        assertThat(profile.describe())
                .contains("2 usable (16 logical, 8 physical, container 1.50)")
                .contains("2.0 GiB usable (machine 64.0 GiB, available unknown, container 2.0 GiB)");
    }

    private static Container noContainer() {
        return Container.UNLIMITED;
    }

    private SystemProfiler.Probes with(List<Probe<Memory>> memory, Reading<Container> container) {
        var real = SystemProfiler.Probes.of(directory);
        return new SystemProfiler.Probes(
                real.cpu(), memory, List.of(new Probe<>("container", container)), real.jvm(), real.disk());
    }

    private static <T> List<Probe<T>> failing(String name, Reading<Object> broken) {
        return List.of(new Probe<>(name, () -> {
            throw new IllegalStateException(String.valueOf(broken.read()));
        }));
    }
}
