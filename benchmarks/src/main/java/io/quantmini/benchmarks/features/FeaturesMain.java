package io.quantmini.benchmarks.features;

import com.sun.management.OperatingSystemMXBean;
import io.quantmini.Quantmini;
import io.quantmini.batch.BatchStream;
import io.quantmini.benchmarks.NextSession;
import io.quantmini.benchmarks.PeakMemory;
import io.quantmini.feature.FeatureSelection;
import io.quantmini.feature.FeatureSet;
import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import io.quantmini.pipeline.FeaturePreview;
import io.quantmini.pipeline.FlatFiles;
import io.quantmini.pipeline.StageReport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * Computes features over all sessions of a lake's bronze, again and again in one process, and prints a JSON line a repetition, as the
 * peers in {@code peers/features} do:
 *
 * <pre>{@code
 * FeaturesMain LAKE [--dataset stocks_daily] [--set alpha158] [--columns A,B,…] [--shared] [--precision qlib|double]
 *     [--engine vectorized|duckdb] [--newest] [--repeat N] [--write | --extend SOURCE] [--sample FILE.csv --symbols A,B,…]
 * }</pre>
 *
 * The rows are streamed as Arrow batches and looked at by nobody; with {@code --write} they go into silver instead, every repetition
 * anew, and with {@code --extend} every repetition brings the next session of a directory in the vendor's layout into bronze and silver,
 * which must be there; its seconds are those of silver. {@code --newest} computes the newest session alone. {@code --columns} leaves the named features of the set, {@code --shared} those that both engines have.
 */
public final class FeaturesMain {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final FeatureArguments arguments;

    private FeaturesMain(FeatureArguments arguments) {
        this.arguments = arguments;
    }

    /** Computes. */
    public static void main(String[] words) throws IOException {
        new FeaturesMain(FeatureArguments.of(words)).run();
    }

    private void run() throws IOException {
        FeatureSet set = arguments.set();
        try (Quantmini quantmini = Quantmini.open(arguments.lake())) {
            for (int repetition = 1; repetition <= arguments.repeat(); repetition++) {
                if (arguments.task() == FeatureArguments.Task.EXTEND) {
                    ingestNext(quantmini);
                }
                long start = System.nanoTime();
                long processor = PROCESS.getProcessCpuTime();
                long rows = switch (arguments.task()) {
                    case STREAM -> stream(quantmini, set);
                    case WRITE -> write(quantmini, anew(set, repetition));
                    case EXTEND -> write(quantmini, set);
                };
                double seconds = (System.nanoTime() - start) / 1e9;
                print(set, rows, seconds, (PROCESS.getProcessCpuTime() - processor) / 1e9);
            }
            Path sample = arguments.sample();
            if (sample != null) {
                sample(quantmini, set, sample);
            }
        }
    }

    private FeaturePreview preview(Quantmini quantmini, FeatureSet set) {
        return quantmini
                .preview(arguments.dataset(), List.of(set))
                .sessions(arguments.sessions())
                .featureEngine(arguments.engine());
    }

    private long stream(Quantmini quantmini, FeatureSet set) {
        long rows = 0;
        try (BatchStream stream = preview(quantmini, set).stream()) {
            while (stream.advance()) {
                rows += stream.batch().getRowCount();
            }
        }
        return rows;
    }

    /** A version not seen before makes a set another one, and silver new. */
    private static FeatureSet anew(FeatureSet set, int repetition) {
        int version = Math.toIntExact(System.currentTimeMillis() / 1000 % 1_000_000_000) + repetition;
        return new FeatureSet(set.name(), version, set.precision(), set.features(), set.labels());
    }

    private long write(Quantmini quantmini, FeatureSet set) {
        return quantmini
                .pipeline()
                .datasets(arguments.dataset())
                .features(FeatureSelection.none().with(arguments.dataset(), set))
                .featureEngine(arguments.engine())
                .run()
                .stages()
                .stream()
                .mapToLong(StageReport::rows)
                .sum();
    }

    private void ingestNext(Quantmini quantmini) {
        Dataset dataset = arguments.dataset();
        LocalDate next = NextSession.of(quantmini, dataset);
        quantmini
                .pipeline()
                .source(FlatFiles.directory(arguments.source()))
                .datasets(dataset)
                .sessions(SessionRange.of(next))
                .run();
    }

    private void print(FeatureSet set, long rows, double seconds, double processorSeconds) throws IOException {
        System.out.printf(
                Locale.ROOT,
                "{\"peer\": \"%s\", \"rows\": %d, \"columns\": %d, \"seconds\": %.3f, \"processor_seconds\": %.3f, "
                        + "\"rows_per_second\": %.0f, \"peak_rss_mib\": %d}%n",
                arguments.name(),
                rows,
                set.features().size(),
                seconds,
                processorSeconds,
                rows / seconds,
                PeakMemory.residentKib() / 1024);
    }

    private void sample(Quantmini quantmini, FeatureSet set, Path file) throws IOException {
        try (BatchStream stream = preview(quantmini, set).symbols(arguments.symbols()).stream();
                SampleWriter writer = new SampleWriter(
                        Files.newBufferedWriter(file), set, arguments.dataset().isMinute())) {
            while (stream.advance()) {
                writer.write(stream.batch());
            }
        }
    }
}
