package io.quantmini.cli;

import io.quantmini.Quantmini;
import io.quantmini.market.Dataset;
import io.quantmini.pipeline.PipelineReport;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The object store's flat files to landing. */
@Command(
        name = "download",
        description = "Fetches flat files from the object store into the lake's landing; ingests nothing.",
        footer = {
            "",
            "Example:",
            "  ./quantmini download --dataset stocks_daily --from 2025-01-02 --to 2025-01-31",
            "",
            "What landed already is not fetched again, unless the store has another version; a transfer that broke",
            "off goes on where it stopped. A file that cannot be had is named, and the others are fetched; then the exit",
            "code is 1. ./quantmini ingest --source s3:// downloads as well."
        })
final class DownloadCommand implements Callable<Integer> {
    @Mixin
    private final LakeOptions options = new LakeOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--dataset", required = true, paramLabel = "NAME", description = "Dataset; may be repeated.")
    private List<String> datasets = List.of();

    @Option(names = "--from", paramLabel = "DATE", description = "First session (default: all the store has).")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "Last session.")
    private @Nullable LocalDate to;

    @Override
    public Integer call() {
        CommandLine command = Commands.commandLine(spec);
        Dataset[] wanted = Commands.datasets(command, datasets);
        try (Quantmini quantmini = Commands.open(options, null)) {
            PipelineReport report = quantmini.download(
                    List.of(wanted), Commands.range(command, from, to), Commands.progress(options, command));
            Commands.print(options, command, report);
            return report.isComplete() ? Main.DONE : Main.FAILED;
        }
    }
}
