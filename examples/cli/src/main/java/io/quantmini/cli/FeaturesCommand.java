package io.quantmini.cli;

import io.quantmini.Quantmini;
import io.quantmini.feature.FeatureSelection;
import io.quantmini.feature.FeatureSet;
import io.quantmini.market.Dataset;
import io.quantmini.pipeline.PipelineReport;
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

/** Bronze to silver. */
@Command(
        name = "features",
        subcommands = PreviewCommand.class,
        description = {
            "Computes the features of a dataset into silver. Months and sessions whose inputs are unchanged are left alone.",
            "The sets given are added to those that silver has; without any, those are brought up to date, or the base",
            "set is computed where there are none."
        },
        footer = {
            "",
            "Example:",
            "  ./quantmini features --dataset stocks_daily --set base",
            "  ./quantmini features --dataset stocks_daily --definitions mine.yaml"
        })
final class FeaturesCommand implements Callable<Integer> {
    @Mixin
    private final LakeOptions options = new LakeOptions();

    @Mixin
    private final SetOptions sets = new SetOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--dataset", paramLabel = "NAME", description = "Dataset to compute, repeatable.")
    private List<String> datasets = new ArrayList<>();

    @Option(names = "--replace", description = "Leave out what silver has besides the sets given.")
    private boolean replace;

    @Override
    public Integer call() {
        CommandLine command = Commands.commandLine(spec);
        if (datasets.isEmpty() || (replace && !sets.isGiven())) {
            throw new CommandLine.ParameterException(
                    command,
                    datasets.isEmpty() ? "expected --dataset" : "expected --set or --definitions with --replace");
        }
        Dataset[] wanted = Commands.datasets(command, datasets);
        try (Quantmini quantmini = Commands.open(options, null)) {
            FeatureSelection selection = FeatureSelection.none();
            for (Dataset dataset : wanted) {
                List<FeatureSet> together =
                        replace ? sets.given(command, quantmini, dataset) : sets.added(command, quantmini, dataset);
                for (FeatureSet set : together) {
                    selection = selection.with(dataset, set);
                }
            }
            PipelineReport report = quantmini
                    .pipeline()
                    .datasets(wanted)
                    .features(selection)
                    .progress(Commands.progress(options, command))
                    .run();
            Commands.print(options, command, report);
            return Main.DONE;
        }
    }
}
