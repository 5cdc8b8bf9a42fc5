package io.quantmini.profile;

import io.quantmini.profile.SystemProfile.Container;
import io.quantmini.profile.SystemProfile.Cpu;
import io.quantmini.profile.SystemProfile.Disk;
import io.quantmini.profile.SystemProfile.Jvm;
import io.quantmini.profile.SystemProfile.Memory;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Machines that tests think up. */
final class Profiles {
    static final long MIB = 1L << 20;
    static final long GIB = 1L << 30;

    private Profiles() {}

    static SystemProfile machine(long memoryBytes, int cores, long heapBytes) {
        return machine(OptionalLong.of(memoryBytes), Container.UNLIMITED, cores, heapBytes);
    }

    static SystemProfile machine(OptionalLong memoryBytes, Container container, int cores, long heapBytes) {
        return new SystemProfile(
                new Cpu(cores, OptionalInt.of(Math.max(1, cores / 2))),
                new Memory(memoryBytes, OptionalLong.empty()),
                container,
                new Jvm("17", heapBytes, List.of(), List.of(), true),
                new Disk(Path.of("lake"), DiskKind.SSD, "ext4", OptionalLong.of(GIB)),
                List.of());
    }

    static Container container(long memoryBytes, double cpus) {
        return new Container(OptionalLong.of(memoryBytes), OptionalDouble.of(cpus));
    }
}
