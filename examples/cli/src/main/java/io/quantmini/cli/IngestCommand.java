package io.quantmini.cli;

import io.quantmini.Quantmini;
import io.quantmini.market.Dataset;
import io.quantmini.pipeline.FlatFiles;
import io.quantmini.pipeline.PipelineReport;
import io.quantmini.pipeline.Settle;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Flat files to bronze. */
@Command(
        name = "ingest",
        description = "Reads flat files of one dataset into bronze. What is unchanged is not read again.",
        footer = {
            "",
            "Examples:",
            "  ./quantmini ingest --dataset stocks_daily --source /data/flatfiles --from 2025-01-02 --to 2025-01-31",
            "  ./quantmini ingest --dataset stocks_minute --file 2025-01-02.csv.gz --session 2025-01-02",
            "",
            "DIR holds the vendor's layout: DIR/us_stocks_sip/day_aggs_v1/2025/01/2025-01-02.csv.gz.",
            "s3:// reads the configured endpoint and bucket (s3://BUCKET names another bucket)."
        })
final class IngestCommand implements Callable<Integer> {
    @Mixin
    private final LakeOptions options = new LakeOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--dataset", required = true, paramLabel = "NAME", description = "Dataset of the files.")
    private String dataset = "";

    @ArgGroup(multiplicity = "1")
    private Input input = new Input();

    @Option(names = "--from", paramLabel = "DATE", description = "First session (default: all the source has).")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "Last session.")
    private @Nullable LocalDate to;

    @Option(names = "--settle", paramLabel = "auto|session|never", description = "When sessions are merged by month.")
    private Settle settle = Settle.AUTO;

    /** Where the rows come from: one of these. */
    static final class Input {
        @Option(names = "--source", paramLabel = "DIR|s3://…", description = "Directory or object store.")
        @Nullable
        String source;

        @ArgGroup(exclusive = false)
        @Nullable
        OneFile one;
    }

    /** One file and its session. */
    static final class OneFile {
        @Option(names = "--file", required = true, paramLabel = "FILE", description = "One gzip CSV.")
        Path file = Path.of("");

        @Option(names = "--session", required = true, paramLabel = "DATE", description = "The file's session.")
        LocalDate session = LocalDate.EPOCH;
    }

    @Override
    public Integer call() {
        CommandLine command = Commands.commandLine(spec);
        Dataset wanted = Commands.dataset(command, dataset);
        try (Quantmini quantmini = Commands.open(options, bucket())) {
            PipelineReport report = quantmini
                    .pipeline()
                    .source(source())
                    .datasets(wanted)
                    .sessions(Commands.range(command, from, to))
                    .settle(settle)
                    .progress(Commands.progress(options, command))
                    .run();
            Commands.print(options, command, report);
            return report.isComplete() ? Main.DONE : Main.FAILED;
        }
    }

    private @Nullable String bucket() {
        String source = input.source;
        return source != null && source.startsWith("s3://") && source.length() > 5 ? source.substring(5) : null;
    }

    private FlatFiles source() {
        OneFile one = input.one;
        if (one != null) {
            return FlatFiles.file(one.file, one.session);
        }
        String source = input.source == null ? "" : input.source;
        return source.startsWith("s3://") ? FlatFiles.objectStore() : FlatFiles.directory(Path.of(source));
    }
}
