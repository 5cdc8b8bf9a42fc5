package io.quantmini.benchmarks;

import io.quantmini.market.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Ingests flat files to admitted Arrow columns, several at a time, and prints a JSON line for each repetition and one for the
 * memory:
 *
 * <pre>{@code
 * IngestMain FILE… [--threads N] [--repeat K] [--ingestor STREAMING] [--digest]
 * }</pre>
 *
 * A file is named by its date and lies in a directory named as the vendor's. With {@code --digest} it prints a SHA-256 of every
 * column of every file instead, its rows in order.
 */
public final class IngestMain {
    private IngestMain() {}

    /** Ingests the files. */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        List<Path> files = new ArrayList<>();
        int threads = 1;
        int repeat = 1;
        OurIngestor ingestor = OurIngestor.STREAMING;
        boolean digest = false;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--threads" -> threads = Integer.parseInt(arguments[++i]);
                case "--repeat" -> repeat = Integer.parseInt(arguments[++i]);
                case "--ingestor" -> ingestor = OurIngestor.valueOf(arguments[++i]);
                case "--digest" -> digest = true;
                default -> files.add(Path.of(arguments[i]));
            }
        }
        if (files.isEmpty()) {
            System.err.println("usage: IngestMain FILE… [--threads N] [--repeat K] [--ingestor NAME] [--digest]");
            System.exit(2);
        }
        if (digest) {
            for (Path file : files) {
                System.out.println(new ColumnDigests(dataset(file)).of(file, ingestor));
            }
        } else {
            time(files, threads, repeat, ingestor);
        }
    }

    private static void time(List<Path> files, int threads, int repeat, OurIngestor ingestor)
            throws IOException, InterruptedException, ExecutionException {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            for (int repetition = 1; repetition <= repeat; repetition++) {
                long start = System.nanoTime();
                List<Future<Ingested>> runs = new ArrayList<>();
                for (Path file : files) {
                    runs.add(executor.submit(() -> Ingested.of(file, dataset(file), ingestor)));
                }
                long read = 0;
                long published = 0;
                for (Future<Ingested> run : runs) {
                    read += run.get().read();
                    published += run.get().published();
                }
                System.out.printf(
                        Locale.ROOT,
                        "{\"seconds\": %.6f, \"read\": %d, \"rows\": %d}%n",
                        (System.nanoTime() - start) / 1e9,
                        read,
                        published);
            }
        } finally {
            executor.shutdown();
        }
        System.out.printf("{\"peak_rss_kib\": %d}%n", PeakMemory.residentKib());
    }

    private static Dataset dataset(Path file) {
        String path = file.toAbsolutePath().toString();
        boolean daily = path.contains("day_aggs");
        if (path.contains("options")) {
            return daily ? Dataset.OPTIONS_DAILY : Dataset.OPTIONS_MINUTE;
        }
        return daily ? Dataset.STOCKS_DAILY : Dataset.STOCKS_MINUTE;
    }
}
