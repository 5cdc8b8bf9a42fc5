package io.quantmini.cli;

import io.quantmini.Quantmini;
import io.quantmini.integrity.ValidationLevel;
import io.quantmini.integrity.ValidationReport;
import io.quantmini.integrity.ValidationRequest;
import io.quantmini.market.Dataset;
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

/** Whether the lake is what its ledger says. */
@Command(
        name = "validate",
        description = {
            "Looks for damage in bronze and silver; changes nothing.",
            "Level 1 reads no rows: the ledger, the lists of files, their sizes and footers, files that belong to nothing.",
            "Level 2 reads everything: checksums of files and pages, the order, sessions and values of rows, gaps.",
            "Exits with 1 when anything is found; a gap in the sessions is told and is no finding."
        },
        footer = {"", "Example:", "  ./quantmini validate --level 2 --dataset stocks_daily"})
final class ValidateCommand implements Callable<Integer> {
    @Mixin
    private final LakeOptions options = new LakeOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--level", paramLabel = "1|2", description = "How deep to look (default: ${DEFAULT-VALUE}).")
    private int level = 1;

    @Option(names = "--dataset", paramLabel = "NAME", description = "Dataset, repeatable (default: all in the lake).")
    private List<String> datasets = new ArrayList<>();

    @Override
    public Integer call() {
        CommandLine command = Commands.commandLine(spec);
        ValidationLevel depth = Commands.level(command, level);
        Dataset[] wanted = Commands.datasets(command, datasets);
        try (Quantmini quantmini = Commands.open(options, null)) {
            ValidationReport report = quantmini.validate(
                    ValidationRequest.of(depth).datasets(wanted).progress(Commands.progress(options, command)));
            if (options.json) {
                Commands.json(command, ValidationText.json(report));
            } else {
                command.getOut().print(ValidationText.of(report));
                command.getOut().flush();
            }
            return report.isClean() ? Main.DONE : Main.FAILED;
        }
    }
}
