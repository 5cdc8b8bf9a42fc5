package io.quantmini.cli;

import io.quantmini.Quantmini;
import io.quantmini.pipeline.PipelineReport;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Silver to gold. */
@Command(
        name = "qlib",
        description = "Writes the Qlib data directory of a dataset below gold/qlib. An unchanged one is left alone.",
        footer = {
            "",
            "Example:",
            "  ./quantmini qlib --dataset stocks_daily",
            "",
            "In Python: qlib.init(provider_uri=\"lake/gold/qlib/stocks_daily\", region=\"us\")"
        })
final class QlibCommand implements Callable<Integer> {
    @Mixin
    private final LakeOptions options = new LakeOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--dataset",
            required = true,
            paramLabel = "NAME",
            description = "stocks_daily, stocks_minute or options_daily.")
    private String dataset = "";

    @Override
    public Integer call() {
        CommandLine command = Commands.commandLine(spec);
        try (Quantmini quantmini = Commands.open(options, null)) {
            PipelineReport report = quantmini
                    .pipeline()
                    .datasets(Commands.dataset(command, dataset))
                    .gold()
                    .progress(Commands.progress(options, command))
                    .run();
            Commands.print(options, command, report);
            return Main.DONE;
        }
    }
}
