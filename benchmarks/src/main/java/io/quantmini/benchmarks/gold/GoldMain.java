package io.quantmini.benchmarks.gold;

import io.quantmini.Quantmini;
import io.quantmini.batch.BatchStream;
import io.quantmini.benchmarks.NextSession;
import io.quantmini.benchmarks.PeakMemory;
import io.quantmini.features.FeatureSets;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.Layer;
import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import io.quantmini.pipeline.FlatFiles;
import io.quantmini.pipeline.GoldSelection;
import io.quantmini.pipeline.PipelineReport;
import io.quantmini.pipeline.Stage;
import io.quantmini.stage.FileScan;
import io.quantmini.stage.QlibRequest;
import io.quantmini.storage.ParquetPartitionReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the Qlib directory of a lake and prints a line of JSON a repetition:
 *
 * <pre>{@code
 * java -cp benchmarks/target/quantmini-benchmarks.jar:benchmarks/target/lib/* io.quantmini.benchmarks.gold.GoldMain LAKE \
 *     [--dataset stocks_daily] [--fields open,close,…] [--repeat N] [--extend SOURCE | --read]
 * }</pre>
 *
 * A repetition writes the directory anew. With {@code --extend} it first brings the next session of a directory in the vendor's
 * layout into bronze and silver, and then, timed, into gold. With {@code --read} it reads what writing reads, file by file, and
 * writes nothing.
 */
public final class GoldMain {
    private final Path lake;
    private Dataset dataset = Dataset.STOCKS_DAILY;
    private List<String> fields = List.of();
    private int repeat = 1;
    private @Nullable Path source;
    private boolean reads;

    private GoldMain(Path lake) {
        this.lake = lake;
    }

    /** Writes, or reads. */
    public static void main(String[] words) throws IOException {
        GoldMain main = new GoldMain(Path.of(words[0]));
        for (int i = 1; i < words.length; i++) {
            switch (words[i]) {
                case "--dataset" -> main.dataset = Dataset.named(words[++i]);
                case "--fields" -> main.fields = List.of(words[++i].split(","));
                case "--repeat" -> main.repeat = Integer.parseInt(words[++i]);
                case "--extend" -> main.source = Path.of(words[++i]);
                case "--read" -> main.reads = true;
                default -> throw new IllegalArgumentException("[gold] expected an option, got " + words[i]);
            }
        }
        main.run();
    }

    private void run() throws IOException {
        try (Quantmini quantmini = Quantmini.open(lake)) {
            for (int repetition = 1; repetition <= repeat; repetition++) {
                if (source != null) {
                    bringNext(quantmini, source);
                }
                long start = System.nanoTime();
                long rows = reads ? read(quantmini) : write(quantmini);
                double seconds = (System.nanoTime() - start) / 1e9;
                System.out.printf(
                        Locale.ROOT,
                        "{\"peer\": \"quantmini\", \"task\": \"%s\", \"rows\": %d, \"seconds\": %.3f, \"peak_rss_mib\": %d}%n",
                        reads ? "read" : source == null ? "write" : "extend",
                        rows,
                        seconds,
                        PeakMemory.residentKib() / 1024);
            }
        }
    }

    private long write(Quantmini quantmini) {
        GoldSelection selection = GoldSelection.defaults();
        if (!fields.isEmpty()) {
            selection = selection.withFields(dataset, fields.toArray(String[]::new));
        }
        PipelineReport report = quantmini
                .pipeline()
                .datasets(dataset)
                .gold(source == null ? selection.withMode(QlibRequest.Mode.REBUILD) : selection)
                .run();
        return report.stages().stream()
                .filter(stage -> stage.stage() == Stage.GOLD)
                .mapToLong(stage -> stage.rows())
                .sum();
    }

    private long read(Quantmini quantmini) {
        List<String> columns = Stream.concat(Stream.of("symbol", "date", "timestamp", "factor"), fields.stream())
                .distinct()
                .toList();
        ParquetPartitionReader reader = new ParquetPartitionReader();
        long rows = 0;
        for (LakeFile file : quantmini.lake().catalog().files(dataset, Layer.SILVER)) {
            FileScan scan = FileScan.all(quantmini.lake().root(), file).select(columns);
            try (BatchStream stream = reader.open(scan, quantmini.context().allocator())) {
                while (stream.advance()) {
                    rows += stream.batch().getRowCount();
                }
            }
        }
        return rows;
    }

    private void bringNext(Quantmini quantmini, Path flatFiles) {
        LocalDate next = NextSession.of(quantmini, dataset);
        quantmini
                .pipeline()
                .source(FlatFiles.directory(flatFiles))
                .datasets(dataset)
                .sessions(SessionRange.of(next))
                .features(FeatureSets.base())
                .run();
    }
}
