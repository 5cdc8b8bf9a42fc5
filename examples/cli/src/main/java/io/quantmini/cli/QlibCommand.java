package io.quantmini.cli;

import io.quantmini.Quantmini;
import io.quantmini.integrity.ValidationRequest;
import io.quantmini.market.Dataset;
import io.quantmini.pipeline.GoldSelection;
import io.quantmini.pipeline.PipelineReport;
import io.quantmini.stage.QlibInspection;
import io.quantmini.stage.QlibRequest;
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

/** Silver to gold. */
@Command(
        name = "qlib",
        description = {
            "Writes the Qlib data directory of a dataset below gold/qlib. An unchanged one is left alone.",
            "The directory holds the fields asked for, or the default ones: one that has others is written anew, and the report"
                    + " says so. A field is a column of silver, or change, which is computed.",
            "With --validate it writes nothing and looks for damage: level 1 reads every file of the directory, level 2 also"
                    + " silver, and compares each value with its row. Exits with 1 at any fault; remarks are none."
        },
        footer = {
            "",
            "Example:",
            "  ./quantmini qlib --dataset stocks_daily",
            "  ./quantmini qlib --dataset stocks_daily --fields open,high,low,close,volume,factor,rsi_14",
            "  ./quantmini qlib --dataset options_daily --contracts AAPL,SPY",
            "  ./quantmini qlib --dataset stocks_daily --rebuild",
            "  ./quantmini qlib --dataset stocks_daily --validate",
            "",
            "--validate looks for what --fields and --contracts name, as when writing.",
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

    @Option(
            names = "--fields",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Fields of an instrument, separated by commas (default: bars, factor and base features; of options call_volume,"
                            + " put_volume, put_call_ratio and atm_iv_30d).")
    private List<String> fields = new ArrayList<>();

    @Option(
            names = "--contracts",
            split = ",",
            paramLabel = "UNDERLYING",
            description = "Write also the option contracts of these, each an instrument; says how many files that is.")
    private List<String> contracts = new ArrayList<>();

    @Option(names = "--rebuild", description = "Write it anew even if nothing changed.")
    private boolean rebuild;

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
        if (validate && rebuild) {
            throw new CommandLine.ParameterException(command, "expected --validate or --rebuild, got both");
        }
        Dataset wanted = Commands.dataset(command, dataset);
        if (!contracts.isEmpty() && !wanted.isOptions()) {
            throw new CommandLine.ParameterException(
                    command, "expected --contracts with options_daily, got " + dataset);
        }
        GoldSelection selection = selection(wanted).withContracts(contracts.toArray(String[]::new));
        return validate ? validate(command, selection) : write(command, selection);
    }

    private GoldSelection selection(Dataset wanted) {
        GoldSelection selection = fields.isEmpty()
                ? GoldSelection.defaults()
                : GoldSelection.defaults().withFields(wanted, fields.toArray(String[]::new));
        return rebuild ? selection.withMode(QlibRequest.Mode.REBUILD) : selection;
    }

    private int validate(CommandLine command, GoldSelection selection) {
        ValidationRequest request =
                ValidationRequest.of(Commands.level(command, level)).datasets(Commands.dataset(command, dataset));
        try (Quantmini quantmini = Commands.open(options, null)) {
            List<QlibInspection> inspections =
                    quantmini.validateGold(request.progress(Commands.progress(options, command)), selection);
            if (options.json) {
                Commands.json(command, QlibInspectionText.json(inspections));
            } else {
                command.getOut().print(QlibInspectionText.of(inspections));
                command.getOut().flush();
            }
            return inspections.stream().allMatch(QlibInspection::isClean) ? Main.DONE : Main.FAILED;
        }
    }

    private int write(CommandLine command, GoldSelection selection) {
        try (Quantmini quantmini = Commands.open(options, null)) {
            PipelineReport report = quantmini
                    .pipeline()
                    .datasets(Commands.dataset(command, dataset))
                    .gold(selection)
                    .progress(Commands.progress(options, command))
                    .run();
            Commands.print(options, command, report);
            return Main.DONE;
        }
    }
}
