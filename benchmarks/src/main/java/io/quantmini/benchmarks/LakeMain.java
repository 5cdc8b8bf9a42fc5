package io.quantmini.benchmarks;

import io.quantmini.Quantmini;
import io.quantmini.market.Dataset;
import io.quantmini.pipeline.FlatFiles;
import io.quantmini.pipeline.Settle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Brings stock minute bars of a directory in the vendor's layout into a new lake, again and again in one process, and prints a JSON
 * line with the seconds of each repetition:
 *
 * <pre>{@code
 * LakeMain SOURCE LAKE REPEAT NEVER|SESSION
 * }</pre>
 *
 * The lake of the last repetition stays.
 */
public final class LakeMain {
    private LakeMain() {}

    /** Ingests. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 4) {
            System.err.println("usage: LakeMain SOURCE LAKE REPEAT NEVER|SESSION");
            System.exit(2);
        }
        Path source = Path.of(arguments[0]);
        Path lake = Path.of(arguments[1]);
        int repeat = Integer.parseInt(arguments[2]);
        Settle settle = Settle.valueOf(arguments[3]);
        for (int repetition = 1; repetition <= repeat; repetition++) {
            delete(lake);
            long start = System.nanoTime();
            try (Quantmini quantmini = Quantmini.open(lake)) {
                quantmini
                        .pipeline()
                        .source(FlatFiles.directory(source))
                        .datasets(Dataset.STOCKS_MINUTE)
                        .settle(settle)
                        .run();
            }
            System.out.printf(Locale.ROOT, "{\"seconds\": %.6f}%n", (System.nanoTime() - start) / 1e9);
        }
    }

    private static void delete(Path lake) throws IOException {
        if (!Files.exists(lake)) {
            return;
        }
        List<Path> below;
        try (Stream<Path> paths = Files.walk(lake)) {
            below = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : below) {
            Files.delete(path);
        }
    }
}
