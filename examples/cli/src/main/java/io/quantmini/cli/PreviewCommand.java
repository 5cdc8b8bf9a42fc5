package io.quantmini.cli;

import io.quantmini.Quantmini;
import io.quantmini.batch.BatchStream;
import io.quantmini.market.Dataset;
import io.quantmini.pipeline.FeaturePreview;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Features on the screen. */
@Command(
        name = "preview",
        description = {
            "Computes features and prints them; nothing is written. By default the sets that silver has, or else the base",
            "set, over the newest session."
        },
        footer = {
            "",
            "Example:",
            "  ./quantmini features preview --dataset stocks_daily --definitions mine.yaml --symbol AAPL",
            "  ./quantmini features preview --dataset stocks_daily --definitions mine.yaml --labels --from 2024-01-02 \\",
            "      --rows 1000000 --format csv"
        })
final class PreviewCommand implements Callable<Integer> {
    @Mixin
    private final LakeOptions options = new LakeOptions();

    @Mixin
    private final SetOptions sets = new SetOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--dataset", required = true, paramLabel = "NAME", description = "Dataset to compute.")
    private String dataset = "";

    @Option(
            names = "--symbol",
            paramLabel = "TICKER",
            description = "Symbol or option ticker to print, repeatable (default: all).")
    private List<String> symbols = new ArrayList<>();

    @Option(names = "--from", paramLabel = "DATE", description = "First session to print.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "Last session to print.")
    private @Nullable LocalDate to;

    @Option(names = "--labels", description = "The sets' labels, too, after all features.")
    private boolean labels;

    @Option(names = "--rows", paramLabel = "N", description = "Rows to print (default: ${DEFAULT-VALUE}).")
    private int rows = 20;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TABLE;

    private enum Format {
        TABLE,
        CSV
    }

    @Override
    public Integer call() throws IOException {
        CommandLine command = Commands.commandLine(spec);
        Dataset wanted = Commands.dataset(command, dataset);
        try (Quantmini quantmini = Commands.open(options, null);
                BatchStream stream = preview(command, quantmini, wanted).stream()) {
            print(command, stream);
            return Main.DONE;
        }
    }

    private void print(CommandLine command, BatchStream stream) throws IOException {
        if (options.json) {
            Answer answer = Answer.of(stream, rows);
            Commands.json(command, Map.of("rows", answer.maps(), "row_count", answer.total()));
        } else if (format == Format.CSV) {
            CsvRows.write(stream, new CheckedWriter(command.getOut()), rows);
        } else {
            command.getOut().print(Answer.of(stream, rows).table());
        }
        command.getOut().flush();
    }

    private FeaturePreview preview(CommandLine command, Quantmini quantmini, Dataset wanted) {
        FeaturePreview preview = quantmini
                .preview(wanted, sets.given(command, quantmini, wanted))
                .symbols(symbols.toArray(String[]::new))
                .sessions(Commands.range(command, from, to));
        return labels ? preview.labels() : preview;
    }
}
