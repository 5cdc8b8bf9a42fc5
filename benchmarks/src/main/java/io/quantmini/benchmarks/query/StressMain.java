package io.quantmini.benchmarks.query;

import io.quantmini.Quantmini;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Sixteen threads that ask a lake everything there is to ask, and one that cancels, for some minutes:
 *
 * <pre>{@code
 * StressMain LAKE SECONDS
 * }</pre>
 *
 * Prints JSON lines: memory and descriptors every ten seconds, then the counts. Exit code 1 when an outcome was not what it was
 * the first time, or a question did not end as cancelled.
 */
public final class StressMain {
    private static final int THREADS = 16;
    private static final long SAMPLE_MILLIS = 10_000;

    private final Quantmini lake;
    private final long end;
    private final Map<Probe, Long> expected = new EnumMap<>(Probe.class);
    private final Map<Probe, AtomicLong> answers = new EnumMap<>(Probe.class);
    private final AtomicLong wrong = new AtomicLong();

    private StressMain(Quantmini lake, long seconds) {
        this.lake = lake;
        for (Probe probe : Probe.values()) {
            expected.put(probe, probe.ask(lake));
            answers.put(probe, new AtomicLong());
        }
        this.end = System.nanoTime() + seconds * 1_000_000_000;
    }

    /** Asks. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 2) {
            System.err.println("usage: StressMain LAKE SECONDS");
            System.exit(2);
        }
        boolean sound;
        try (Quantmini lake = Quantmini.open(Path.of(arguments[0]))) {
            sound = new StressMain(lake, Long.parseLong(arguments[1])).run();
        }
        System.exit(sound ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException {
        Canceller canceller = new Canceller(lake);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int first = i;
            threads.add(new Thread(() -> ask(first), "asking-" + i));
        }
        threads.add(new Thread(() -> canceller.run(this::isOver), "cancelling"));
        threads.forEach(Thread::start);
        while (!isOver()) {
            Thread.sleep(Math.min(SAMPLE_MILLIS, Math.max(1, (end - System.nanoTime()) / 1_000_000)));
            sample();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        sample();
        report(canceller);
        return wrong.get() == 0 && canceller.wrong() == 0;
    }

    private boolean isOver() {
        return System.nanoTime() >= end;
    }

    private void ask(int first) {
        Probe[] probes = Probe.values();
        for (int turn = first; !isOver(); turn++) {
            Probe probe = probes[turn % probes.length];
            try {
                long outcome = probe.ask(lake);
                if (outcome != expected.getOrDefault(probe, outcome)) {
                    fault(probe, "expected " + expected.get(probe) + ", got " + outcome);
                }
            } catch (RuntimeException e) {
                fault(probe, e.toString());
            }
            answers.getOrDefault(probe, wrong).incrementAndGet();
        }
    }

    private void fault(Probe probe, String what) {
        wrong.incrementAndGet();
        System.err.println(probe + ": " + what);
    }

    private void sample() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            System.out.printf(
                    Locale.ROOT,
                    "{\"left_seconds\": %.0f, \"resident_mib\": %d, \"descriptors\": %d, \"threads\": %d, \"allocated_bytes\": %d,"
                            + " \"allocator_peak_bytes\": %d}%n",
                    Math.max(0, (end - System.nanoTime()) / 1e9),
                    resident(),
                    descriptors.count(),
                    Thread.activeCount(),
                    lake.context().allocator().getAllocatedMemory(),
                    lake.context().allocator().getPeakMemoryAllocation());
        }
    }

    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("RssAnon:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(-1);
    }

    private void report(Canceller canceller) {
        StringBuilder counts = new StringBuilder();
        long total = 0;
        for (Map.Entry<Probe, AtomicLong> probe : answers.entrySet()) {
            total += probe.getValue().get();
            counts.append(", \"")
                    .append(probe.getKey().name().toLowerCase(Locale.ROOT))
                    .append("\": ")
                    .append(probe.getValue().get());
        }
        System.out.printf(
                Locale.ROOT,
                "{\"answers\": %d, \"wrong\": %d, \"cancelled\": %d, \"not_cancelled\": %d, \"longest_cancel_seconds\": %.3f,"
                        + " \"duckdb_limit_bytes\": %d%s}%n",
                total,
                wrong.get(),
                canceller.cancelled(),
                canceller.wrong(),
                canceller.longestSeconds(),
                lake.context().budget().duckDbMemoryBytes(),
                counts);
    }
}
