package io.quantmini.profile;

import io.quantmini.profile.SystemProfile.Container;
import io.quantmini.profile.SystemProfile.Cpu;
import io.quantmini.profile.SystemProfile.Disk;
import io.quantmini.profile.SystemProfile.Jvm;
import io.quantmini.profile.SystemProfile.Memory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at the machine, the container and the JVM. Nothing it cannot find out is an error: what failed stands in {@link
 * SystemProfile#degraded()} and its answer comes from the next best place or stays unknown.
 */
public final class SystemProfiler {
    private static final Path SYSTEM = Path.of("/");

    private SystemProfiler() {}

    /**
     * Takes a profile, which takes a fraction of a second the first time in a process.
     *
     * @param lake directory whose disk is looked at; it need not exist yet
     */
    public static SystemProfile profile(Path lake) {
        return profile(Probes.of(lake), lake);
    }

    static SystemProfile profile(Probes probes, Path lake) {
        List<String> degraded = new ArrayList<>();
        return new SystemProfile(
                Probe.first(probes.cpu, NativeProbes.jdkCpu(), degraded),
                Probe.first(probes.memory, Memory.UNKNOWN, degraded),
                Probe.first(probes.container, Container.UNLIMITED, degraded),
                Probe.first(probes.jvm, JvmProbe.fallback(), degraded),
                Probe.first(probes.disk, DiskProbe.unknown(lake), degraded),
                degraded);
    }

    /** The ways to find each part out, best first. */
    record Probes(
            List<Probe<Cpu>> cpu,
            List<Probe<Memory>> memory,
            List<Probe<Container>> container,
            List<Probe<Jvm>> jvm,
            List<Probe<Disk>> disk) {

        static Probes of(Path lake) {
            return new Probes(
                    List.of(new Probe<>("cores from OSHI", NativeProbes::oshiCpu)),
                    List.of(
                            new Probe<>("memory from OSHI", NativeProbes::oshiMemory),
                            new Probe<>("memory from /proc", () -> NativeProbes.procMemory(SYSTEM)),
                            new Probe<>("memory from the JVM", NativeProbes::jmxMemory)),
                    List.of(new Probe<>("container limits", new CgroupProbe(SYSTEM)::read)),
                    List.of(new Probe<>("JVM flags", JvmProbe::read)),
                    List.of(new Probe<>("disk", () -> new DiskProbe(SYSTEM).read(lake))));
        }
    }
}
