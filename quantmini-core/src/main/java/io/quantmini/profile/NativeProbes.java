package io.quantmini.profile;

import io.quantmini.profile.SystemProfile.Cpu;
import io.quantmini.profile.SystemProfile.Memory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;

/** Processors and memory: from OSHI, which calls native code, and from the JDK and {@code /proc} should that fail. */
final class NativeProbes {
    private static final long KIB = 1024;

    private NativeProbes() {}

    static Cpu oshiCpu() {
        CentralProcessor processor = new SystemInfo().getHardware().getProcessor();
        int physical = processor.getPhysicalProcessorCount();
        // The JVM's count honours affinity and control groups, the machine's does not.
        return new Cpu(
                Runtime.getRuntime().availableProcessors(),
                physical > 0 ? OptionalInt.of(physical) : OptionalInt.empty());
    }

    static Cpu jdkCpu() {
        return new Cpu(Runtime.getRuntime().availableProcessors(), OptionalInt.empty());
    }

    static Memory oshiMemory() {
        GlobalMemory memory = new SystemInfo().getHardware().getMemory();
        if (memory.getTotal() <= 0) {
            throw new IllegalStateException("total memory reads " + memory.getTotal());
        }
        return new Memory(OptionalLong.of(memory.getTotal()), positive(memory.getAvailable()));
    }

    static Memory procMemory(Path root) throws IOException {
        List<String> lines = Files.readAllLines(root.resolve("proc/meminfo"));
        return new Memory(
                OptionalLong.of(kibField(lines, "MemTotal:")), OptionalLong.of(kibField(lines, "MemAvailable:")));
    }

    static Memory jmxMemory() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Memory(positive(system.getTotalMemorySize()), positive(system.getFreeMemorySize()));
    }

    static long procResident(Path root) throws IOException {
        return kibField(Files.readAllLines(root.resolve("proc/self/status")), "VmRSS:");
    }

    static long oshiResident() {
        return new SystemInfo().getOperatingSystem().getCurrentProcess().getResidentMemory();
    }

    /** A line {@code Name:   123 kB}; the kernel's kB are KiB. */
    private static long kibField(List<String> lines, String name) throws IOException {
        for (String line : lines) {
            if (line.startsWith(name)) {
                return KIB
                        * Long.parseLong(
                                line.substring(name.length()).replace("kB", "").strip());
            }
        }
        throw new IOException("no line " + name);
    }

    private static OptionalLong positive(long value) {
        return value > 0 ? OptionalLong.of(value) : OptionalLong.empty();
    }
}
