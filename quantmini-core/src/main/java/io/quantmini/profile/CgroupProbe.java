package io.quantmini.profile;

import io.quantmini.profile.SystemProfile.Container;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Linux control groups, version 1, 2 or both mounted together: limits of this process's group and of every group around
 * it that can be seen from here. Formats: the kernel's admin-guide, cgroup-v1/memory, cgroup-v2.
 */
final class CgroupProbe {
    /** Version 1 writes "no limit" as the largest page-aligned number. */
    private static final long UNLIMITED_V1 = 1L << 60;

    private final Path root;

    /** Of the system below {@code root}, which is {@code /} but in tests. */
    CgroupProbe(Path root) {
        this.root = root;
    }

    /** A group with a memory limit. */
    private record Limited(Path group, long limitBytes, boolean v2) {}

    /** The limits; none where there are no control groups. */
    Container read() throws IOException {
        Limited memory = memory();
        return new Container(memory == null ? OptionalLong.empty() : OptionalLong.of(memory.limitBytes), cpus());
    }

    /**
     * Memory charged to the tightest group that the kernel could not take back at once, or empty without a limit: usage
     * less clean file pages, which a run that reads and writes files always has many of.
     */
    OptionalLong usedBytes() throws IOException {
        Limited memory = memory();
        if (memory == null) {
            return OptionalLong.empty();
        }
        long usage = number(memory.group.resolve(memory.v2 ? "memory.current" : "memory.usage_in_bytes"));
        String prefix = memory.v2 ? "" : "total_";
        String[] reclaimed = {prefix + "active_file", prefix + "inactive_file"};
        String[] held = memory.v2
                ? new String[] {"file_dirty", "file_writeback"}
                : new String[] {"total_dirty", "total_writeback"};
        List<String> stat = Files.readAllLines(memory.group.resolve("memory.stat"));
        long reclaimable = Math.max(0, sum(stat, reclaimed) - sum(stat, held));
        return OptionalLong.of(Math.max(0, usage - reclaimable));
    }

    private @Nullable Limited memory() throws IOException {
        Limited tightest = null;
        for (Path group : groups("memory")) {
            tightest = tighter(tightest, group, "memory.limit_in_bytes", false);
        }
        for (Path group : groups("")) {
            tightest = tighter(tightest, group, "memory.max", true);
        }
        return tightest;
    }

    private static @Nullable Limited tighter(@Nullable Limited best, Path group, String file, boolean v2)
            throws IOException {
        Path path = group.resolve(file);
        if (!Files.isReadable(path)) {
            return best;
        }
        String text = Files.readString(path).strip();
        if (text.equals("max")) {
            return best;
        }
        long limit = Long.parseLong(text);
        return limit >= UNLIMITED_V1 || (best != null && best.limitBytes <= limit)
                ? best
                : new Limited(group, limit, v2);
    }

    private OptionalDouble cpus() throws IOException {
        double fewest = Double.POSITIVE_INFINITY;
        for (Path group : groups("cpu")) {
            Path quota = group.resolve("cpu.cfs_quota_us");
            if (Files.isReadable(quota)) {
                fewest = Math.min(fewest, share(number(quota), number(group.resolve("cpu.cfs_period_us"))));
            }
        }
        for (Path group : groups("")) {
            Path max = group.resolve("cpu.max");
            if (Files.isReadable(max)) {
                String[] parts = Files.readString(max).strip().split(" ", -1);
                long quota = parts[0].equals("max") ? -1 : Long.parseLong(parts[0]);
                fewest = Math.min(fewest, share(quota, parts.length > 1 ? Long.parseLong(parts[1]) : 100_000));
            }
        }
        return Double.isInfinite(fewest) ? OptionalDouble.empty() : OptionalDouble.of(fewest);
    }

    private static double share(long quota, long period) {
        return quota <= 0 || period <= 0 ? Double.POSITIVE_INFINITY : (double) quota / period;
    }

    /** This process's group of a version 1 controller, or of version 2 for the empty name, and those around it. */
    private List<Path> groups(String controller) throws IOException {
        Path membership = root.resolve("proc/self/cgroup");
        List<Path> groups = new ArrayList<>();
        if (!Files.isReadable(membership)) {
            return groups;
        }
        for (String line : Files.readAllLines(membership)) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && List.of(parts[1].split(",", -1)).contains(controller)) {
                Path mount = mount(parts[1], controller);
                // Seen from inside a container the path may name groups of the host: then only the mount is ours.
                Path named = mount.resolve("." + parts[2]).normalize();
                Path group = named.startsWith(mount) ? named : mount;
                for (Path at = group; at != null && at.startsWith(mount); at = at.getParent()) {
                    groups.add(at);
                }
            }
        }
        return groups;
    }

    private Path mount(String controllers, String controller) {
        Path base = root.resolve("sys/fs/cgroup");
        if (controller.isEmpty()) {
            Path hybrid = base.resolve("unified");
            return Files.isDirectory(hybrid) ? hybrid : base;
        }
        Path joined = base.resolve(controllers);
        return Files.isDirectory(joined) ? joined : base.resolve(controller);
    }

    private static long number(Path file) throws IOException {
        return Long.parseLong(Files.readString(file).strip());
    }

    private static long sum(List<String> stat, String... names) {
        long sum = 0;
        for (String line : stat) {
            int space = line.indexOf(' ');
            for (String name : names) {
                if (space == name.length() && line.startsWith(name)) {
                    sum += Long.parseLong(line.substring(space + 1).strip());
                }
            }
        }
        return sum;
    }
}
