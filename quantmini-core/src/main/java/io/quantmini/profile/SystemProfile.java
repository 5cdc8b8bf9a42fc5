package io.quantmini.profile;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What one machine, container and JVM offered when it was looked at. Immutable; sizes are bytes; an empty optional is
 * something the system did not tell.
 *
 * @param cpu processors
 * @param memory the machine's main memory
 * @param container limits of the control group this process runs in
 * @param jvm the virtual machine
 * @param disk the file system that holds the lake
 * @param degraded one line for each probe that failed and what failed in it; empty when all answered
 */
public record SystemProfile(Cpu cpu, Memory memory, Container container, Jvm jvm, Disk disk, List<String> degraded) {

    /** Copies the list. */
    public SystemProfile {
        degraded = List.copyOf(degraded);
    }

    /**
     * Processors.
     *
     * @param logicalCores hardware threads the JVM may use, at least 1
     * @param physicalCores cores of the machine
     */
    public record Cpu(int logicalCores, OptionalInt physicalCores) {
        /** Checks that there is a processor. */
        public Cpu {
            if (logicalCores < 1) {
                throw new IllegalArgumentException("[cpu] expected at least one logical core, got " + logicalCores);
            }
        }
    }

    /**
     * Main memory of the machine.
     *
     * @param totalBytes installed
     * @param availableBytes to be had without swapping
     */
    public record Memory(OptionalLong totalBytes, OptionalLong availableBytes) {
        static final Memory UNKNOWN = new Memory(OptionalLong.empty(), OptionalLong.empty());
    }

    /**
     * Limits of the control group, the tightest of this group and those around it.
     *
     * @param memoryBytes memory limit; empty for none
     * @param cpus processor time per time; empty for no limit
     */
    public record Container(OptionalLong memoryBytes, OptionalDouble cpus) {
        static final Container UNLIMITED = new Container(OptionalLong.empty(), OptionalDouble.empty());
    }

    /**
     * The virtual machine.
     *
     * @param version for example {@code 17.0.15+6}
     * @param heapMaxBytes limit of the heap
     * @param flags options it was started with, without {@code -D} properties, which may hold secrets
     * @param missingFlags options Arrow needs that are not in force; the first one is fatal for it, the others quieten
     *     warnings
     * @param nioOpen whether Arrow may reach into {@code java.nio}, whichever way it was opened
     */
    public record Jvm(
            String version, long heapMaxBytes, List<String> flags, List<String> missingFlags, boolean nioOpen) {
        /** Opens {@code java.nio} to Arrow. */
        public static final String OPEN_NIO = "--add-opens=java.base/java.nio=ALL-UNNAMED";

        /** Copies the lists. */
        public Jvm {
            flags = List.copyOf(flags);
            missingFlags = List.copyOf(missingFlags);
        }
    }

    /**
     * The lake's file system.
     *
     * @param directory the lake, or the nearest directory above it that exists
     * @param kind of device
     * @param type name of the file system, for example {@code ext4}; {@code unknown} when not told
     * @param freeBytes this user may still write
     */
    public record Disk(Path directory, DiskKind kind, String type, OptionalLong freeBytes) {}

    /**
     * Memory this process can count on at most: the smaller of the machine's and the container's; the heap's limit when
     * neither is known.
     */
    public long effectiveMemoryBytes() {
        long machine = memory.totalBytes().orElse(Long.MAX_VALUE);
        long group = container.memoryBytes().orElse(Long.MAX_VALUE);
        long smaller = Math.min(machine, group);
        return smaller == Long.MAX_VALUE ? jvm.heapMaxBytes() : smaller;
    }

    /** Processors this process can count on: the JVM's, or the container's share rounded up when that is smaller. */
    public int effectiveCores() {
        double share = container.cpus().orElse(cpu.logicalCores());
        return Math.max(1, Math.min(cpu.logicalCores(), (int) Math.ceil(share)));
    }

    /** The mode recommended for {@link #effectiveMemoryBytes()}. */
    public ExecutionMode recommendedMode() {
        return ExecutionMode.recommendedFor(effectiveMemoryBytes());
    }

    /** All of it for a person to read, several lines, each ended by a line feed. */
    public String describe() {
        StringBuilder text = new StringBuilder(600);
        line(
                text,
                "cores",
                effectiveCores() + " usable (" + cpu.logicalCores() + " logical, "
                        + (cpu.physicalCores().isPresent()
                                ? cpu.physicalCores().getAsInt() + " physical"
                                : "physical unknown")
                        + ", container "
                        + (container.cpus().isPresent()
                                ? String.format(
                                        Locale.ROOT, "%.2f", container.cpus().getAsDouble())
                                : "unlimited")
                        + ")");
        line(
                text,
                "memory",
                ByteText.of(effectiveMemoryBytes()) + " usable (machine "
                        + ByteText.of(memory.totalBytes(), "unknown") + ", available "
                        + ByteText.of(memory.availableBytes(), "unknown") + ", container "
                        + ByteText.of(container.memoryBytes(), "unlimited") + ")");
        line(
                text,
                "java",
                jvm.version() + ", heap up to " + ByteText.of(jvm.heapMaxBytes()) + ", java.nio "
                        + (jvm.nioOpen() ? "open" : "closed to Arrow"));
        line(text, "flags", jvm.flags().isEmpty() ? "none" : String.join(" ", jvm.flags()));
        jvm.missingFlags().forEach(flag -> line(text, "missing", flag));
        line(
                text,
                "disk",
                ByteText.of(disk.freeBytes(), "unknown") + " free, "
                        + disk.kind().name().toLowerCase(Locale.ROOT) + " (" + disk.type() + ") at "
                        + disk.directory());
        line(text, "mode", recommendedMode().name().toLowerCase(Locale.ROOT) + " recommended");
        degraded.forEach(reason -> line(text, "degraded", reason));
        return text.toString();
    }

    static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-12s", name)).append(value).append('\n');
    }
}
