package io.quantmini.cli;

import io.quantmini.Quantmini;
import io.quantmini.market.Dataset;
import io.quantmini.pipeline.FlatFiles;
import io.quantmini.pipeline.PipelineReport;
import io.quantmini.pipeline.Settle;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Session files to symbol files. */
@Command(
        name = "settle",
        description = {
            "Merges the session files of complete months into the settled layout, a month a commit.",
            "Ingest does it by itself when a month's last session comes; this is for lakes that were kept with",
            "--settle never. No flat file is read."
        },
        footer = {"", "Example:", "  ./quantmini settle --dataset stocks_minute --from 2025-01-01"})
final class SettleCommand implements Callable<Integer> {
    @Mixin
    private final LakeOptions options = new LakeOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--dataset", paramLabel = "NAME", description = "Dataset, repeatable (default: all).")
    private List<String> datasets = new ArrayList<>();

    @Option(names = "--from", paramLabel = "DATE", description = "Months with a session from this date on.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "Months with a session up to this date.")
    private @Nullable LocalDate to;

    @Override
    public Integer call() {
        CommandLine command = Commands.commandLine(spec);
        Dataset[] wanted =
                datasets.isEmpty() ? Dataset.shipped().toArray(Dataset[]::new) : Commands.datasets(command, datasets);
        try (Quantmini quantmini = Commands.open(options, null)) {
            PipelineReport report = quantmini
                    .pipeline()
                    .source(FlatFiles.none())
                    .datasets(wanted)
                    .sessions(Commands.range(command, from, to))
                    .settle(Settle.AUTO)
                    .progress(Commands.progress(options, command))
                    .run();
            Commands.print(options, command, report);
            return report.isComplete() ? Main.DONE : Main.FAILED;
        }
    }
}
