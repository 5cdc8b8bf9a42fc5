package io.quantmini.cli;

import io.quantmini.Quantmini;
import io.quantmini.features.FeatureSets;
import io.quantmini.pipeline.PipelineReport;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Bronze to silver. */
@Command(
        name = "features",
        description =
                "Computes the features of a dataset into silver. Months whose inputs are unchanged are left alone.",
        footer = {"", "Example:", "  ./quantmini features --dataset stocks_daily --set base"})
final class FeaturesCommand implements Callable<Integer> {
    @Mixin
    private final LakeOptions options = new LakeOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--dataset", required = true, paramLabel = "NAME", description = "Dataset to compute.")
    private String dataset = "";

    @Option(names = "--set", paramLabel = "NAME", description = "Feature set: base (default: ${DEFAULT-VALUE}).")
    private String set = "base";

    @Override
    public Integer call() {
        CommandLine command = Commands.commandLine(spec);
        if (!set.equals("base")) {
            throw new CommandLine.ParameterException(command, "expected --set base, got \"" + set + "\"");
        }
        try (Quantmini quantmini = Commands.open(options, null)) {
            PipelineReport report = quantmini
                    .pipeline()
                    .datasets(Commands.dataset(command, dataset))
                    .features(FeatureSets.base())
                    .progress(Commands.progress(options, command))
                    .run();
            Commands.print(options, command, report);
            return Main.DONE;
        }
    }
}
