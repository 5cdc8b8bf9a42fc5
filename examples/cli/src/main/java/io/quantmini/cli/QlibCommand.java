package io.quantmini.cli;

import io.quantmini.Quantmini;
import io.quantmini.integrity.ValidationRequest;
import io.quantmini.pipeline.PipelineReport;
import io.quantmini.stage.QlibInspection;
import java.util.List;
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
        description = {
            "Writes the Qlib data directory of a dataset below gold/qlib. An unchanged one is left alone.",
            "With --validate it writes nothing and looks for damage: level 1 reads every file of the directory, level 2 also"
                    + " silver, and compares each value with its row. Exits with 1 at any fault; remarks are none."
        },
        footer = {
            "",
            "Example:",
            "  ./quantmini qlib --dataset stocks_daily",
            "  ./quantmini qlib --dataset stocks_daily --validate",
            "",
            "Each landing/external/indexes/NAME.csv (ticker,from,to) becomes a list of instruments of that name.",
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

    @Option(names = "--validate", description = "Look for damage instead of writing.")
    private boolean validate;

    @Option(
            names = "--level",
            paramLabel = "1|2",
            description = "How deep --validate looks (default: ${DEFAULT-VALUE}).")
    private int level = 2;

    @Override
    public Integer call() {
        CommandLine command = Commands.commandLine(spec);
        return validate ? validate(command) : write(command);
    }

    private int validate(CommandLine command) {
        ValidationRequest request =
                ValidationRequest.of(Commands.level(command, level)).datasets(Commands.dataset(command, dataset));
        try (Quantmini quantmini = Commands.open(options, null)) {
            List<QlibInspection> inspections =
                    quantmini.validateGold(request.progress(Commands.progress(options, command)));
            if (options.json) {
                Commands.json(command, QlibInspectionText.json(inspections));
            } else {
                command.getOut().print(QlibInspectionText.of(inspections));
                command.getOut().flush();
            }
            return inspections.stream().allMatch(QlibInspection::isClean) ? Main.DONE : Main.FAILED;
        }
    }

    private int write(CommandLine command) {
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
