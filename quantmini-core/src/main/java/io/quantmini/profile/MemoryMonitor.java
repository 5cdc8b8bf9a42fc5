package io.quantmini.profile;

import io.quantmini.profile.MemorySample.Gauge;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Tells how close a run is to its {@link ResourceBudget}. {@link #sample()} asks once; {@link #watch} asks again and again
 * and calls back when the level changes. Safe for use by many threads.
 */
public final class MemoryMonitor {
    private final ResourceBudget budget;
    private final OptionalLong containerLimitBytes;
    private final Readings readings;

    /**
     * Of a run.
     *
     * @param profile the machine it runs on
     * @param budget what it may use
     * @param arrowBytes bytes its root allocator holds now, for example {@code allocator::getAllocatedMemory}; called from
     *     whichever thread samples
     */
    public MemoryMonitor(SystemProfile profile, ResourceBudget budget, LongSupplier arrowBytes) {
        this(profile, budget, Readings.of(arrowBytes));
    }

    MemoryMonitor(SystemProfile profile, ResourceBudget budget, Readings readings) {
        this.budget = budget;
        this.containerLimitBytes = profile.container().memoryBytes();
        this.readings = readings;
    }

    /** Bytes in use, by where; the last two may be unknown or fail, and then are left out of the sample. */
    record Readings(
            LongSupplier heapLive,
            LongSupplier heapLimit,
            LongSupplier arrow,
            List<Probe<OptionalLong>> resident,
            List<Probe<OptionalLong>> container) {

        static Readings of(LongSupplier arrow) {
            Path system = Path.of("/");
            return new Readings(
                    HeapReading::liveBytes,
                    Runtime.getRuntime()::maxMemory,
                    arrow,
                    List.of(
                            new Probe<>("/proc", () -> OptionalLong.of(NativeProbes.procResident(system))),
                            new Probe<>("OSHI", () -> OptionalLong.of(NativeProbes.oshiResident()))),
                    List.of(new Probe<>("cgroup", new CgroupProbe(system)::usedBytes)));
        }
    }

    /** Memory in use now. */
    public MemorySample sample() {
        return new MemorySample(
                new Gauge(readings.heapLive.getAsLong(), readings.heapLimit.getAsLong()),
                new Gauge(readings.arrow.getAsLong(), budget.offHeapBytes()),
                gauge(readings.resident, OptionalLong.of(budget.memoryBytes())),
                gauge(readings.container, containerLimitBytes));
    }

    private static Optional<Gauge> gauge(List<Probe<OptionalLong>> probes, OptionalLong limit) {
        if (limit.isEmpty()) {
            return Optional.empty();
        }
        OptionalLong used = Probe.first(probes, OptionalLong.empty(), new ArrayList<>());
        return used.isPresent() ? Optional.of(new Gauge(used.getAsLong(), limit.getAsLong())) : Optional.empty();
    }

    /**
     * Samples in a daemon thread of its own and hands over the first sample and then each whose level differs from the
     * one before. The listener runs in that thread; an error it throws ends the watch and comes out of {@link
     * MemoryWatch#close()}.
     *
     * @param interval between samples, positive
     * @param listener what to tell
     * @return the watch, for the caller to close
     */
    public MemoryWatch watch(Duration interval, Consumer<MemorySample> listener) {
        return MemoryWatch.start(this, interval, listener);
    }
}
