package io.quantmini.profile;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How much of the machine one run may use. Memory is shared out once, here: heap + off-heap + DuckDB + what the JVM itself
 * needs stay within {@link #memoryBytes()}, except where a part would fall below its floor of 32 MiB. Immutable; sizes
 * are bytes.
 *
 * @param mode how the input is held in memory
 * @param memoryBytes all of the process
 * @param heapBytes of the Java heap; the JVM's own limit may be higher, this is what is planned with
 * @param offHeapBytes limit of the root Arrow allocator
 * @param duckDbMemoryBytes DuckDB's {@code memory_limit}
 * @param threads computing at once, DuckDB's included
 * @param ioThreads waiting for the disk at once, such as the forces of a commit
 * @param downloads transfers in flight
 */
public record ResourceBudget(
        ExecutionMode mode,
        long memoryBytes,
        long heapBytes,
        long offHeapBytes,
        long duckDbMemoryBytes,
        int threads,
        int ioThreads,
        int downloads) {

    private static final long MIB = 1L << 20;
    private static final long FLOOR = 32 * MIB;
    /** Metaspace, compiled code, thread stacks and the allocator's slack: a sixteenth within these bounds. */
    private static final long LEAST_OVERHEAD = 32 * MIB;

    private static final long MOST_OVERHEAD = 512 * MIB;
    private static final double SHARE_OF_MACHINE = 0.8;
    private static final double SHARE_OF_DUCKDB = 0.4;
    private static final long OFF_HEAP_PER_THREAD = 32 * MIB;
    private static final long OFF_HEAP_PER_DOWNLOAD = 16 * MIB;
    private static final int IO_THREADS = 16;
    private static final int MOST_DOWNLOADS = 8;

    /** Checks that every amount is positive. */
    public ResourceBudget {
        positive("memoryBytes", memoryBytes);
        positive("heapBytes", heapBytes);
        positive("offHeapBytes", offHeapBytes);
        positive("duckDbMemoryBytes", duckDbMemoryBytes);
        positive("threads", threads);
        positive("ioThreads", ioThreads);
        positive("downloads", downloads);
    }

    /** Derived from the profile alone: its recommended mode and 80 % of its effective memory. */
    public static ResourceBudget of(SystemProfile profile) {
        return of(profile, Optional.empty(), OptionalLong.empty());
    }

    /**
     * Derived from a profile.
     *
     * @param profile the machine
     * @param mode to use; empty for the one recommended for the effective memory, or for the cap when that is less
     * @param capBytes most memory to use ({@code MAX_MEMORY_GB}); empty for 80 % of the effective memory, which it never
     *     goes above
     */
    public static ResourceBudget of(SystemProfile profile, Optional<ExecutionMode> mode, OptionalLong capBytes) {
        long effective = profile.effectiveMemoryBytes();
        long cap = capBytes.orElse(Long.MAX_VALUE);
        long memory = Math.max(1, Math.min((long) (effective * SHARE_OF_MACHINE), cap));
        long heap = Math.max(Math.min(FLOOR, memory), Math.min(profile.jvm().heapMaxBytes(), memory / 2));
        long overhead = Math.max(LEAST_OVERHEAD, Math.min(MOST_OVERHEAD, memory / 16));
        long outside = Math.max(0, memory - heap - overhead);
        long duckDb = Math.max(FLOOR, (long) (outside * SHARE_OF_DUCKDB));
        long offHeap = Math.max(FLOOR, outside - duckDb);
        return new ResourceBudget(
                mode.orElseGet(() -> ExecutionMode.recommendedFor(Math.min(effective, cap))),
                memory,
                heap,
                offHeap,
                duckDb,
                within(offHeap / OFF_HEAP_PER_THREAD, profile.effectiveCores()),
                IO_THREADS,
                within(offHeap / OFF_HEAP_PER_DOWNLOAD, MOST_DOWNLOADS));
    }

    /** The same with other computing threads. */
    public ResourceBudget withThreads(int count) {
        return new ResourceBudget(
                mode, memoryBytes, heapBytes, offHeapBytes, duckDbMemoryBytes, count, ioThreads, downloads);
    }

    /** The same with another limit of the root allocator. */
    public ResourceBudget withOffHeapBytes(long bytes) {
        return new ResourceBudget(
                mode, memoryBytes, heapBytes, bytes, duckDbMemoryBytes, threads, ioThreads, downloads);
    }

    /** The same in another mode. */
    public ResourceBudget withMode(ExecutionMode other) {
        return new ResourceBudget(
                other, memoryBytes, heapBytes, offHeapBytes, duckDbMemoryBytes, threads, ioThreads, downloads);
    }

    /** The same with another limit of transfers in flight, as far as memory allows. */
    public ResourceBudget withMostDownloads(int most) {
        return new ResourceBudget(
                mode,
                memoryBytes,
                heapBytes,
                offHeapBytes,
                duckDbMemoryBytes,
                threads,
                ioThreads,
                within(offHeapBytes / OFF_HEAP_PER_DOWNLOAD, most));
    }

    /** All of it for a person to read, several lines, each ended by a line feed. */
    public String describe() {
        StringBuilder text = new StringBuilder(200);
        SystemProfile.line(
                text,
                "budget",
                mode.name().toLowerCase(Locale.ROOT) + ", " + ByteText.of(memoryBytes) + ": heap "
                        + ByteText.of(heapBytes) + ", off-heap " + ByteText.of(offHeapBytes) + ", DuckDB "
                        + ByteText.of(duckDbMemoryBytes));
        SystemProfile.line(
                text, "concurrency", threads + " threads, " + ioThreads + " for the disk, " + downloads + " downloads");
        return text.toString();
    }

    private static int within(long wanted, int most) {
        return (int) Math.max(1, Math.min(wanted, most));
    }

    private static void positive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("[budget] expected a positive " + name + ", got " + value);
        }
    }
}
