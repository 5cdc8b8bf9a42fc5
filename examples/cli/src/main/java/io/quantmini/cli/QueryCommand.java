package io.quantmini.cli;

import io.quantmini.Quantmini;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One SELECT over the lake. */
@Command(
        name = "query",
        description = {
            "Answers one SELECT over the tables bronze.<dataset>, silver.<dataset> and reference.<table>.",
            "It cannot change anything, or read anything else. Ctrl-C ends it."
        },
        footer = {
            "",
            "Example:",
            "  ./quantmini query \"SELECT symbol, date, close FROM bronze.stocks_daily WHERE symbol = ?\" --param AAPL",
            "  ./quantmini query \"SELECT * FROM silver.stocks_daily\" --format parquet --out silver.parquet"
        })
final class QueryCommand implements Callable<Integer> {
    @Mixin
    private final LakeOptions options = new LakeOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "SQL", description = "The statement.")
    private String sql = "";

    @Option(
            names = "--param",
            paramLabel = "VALUE",
            description = "Value of the statement's next ?, repeatable; text that becomes what it is compared with.")
    private List<String> parameters = new ArrayList<>();

    @Option(names = "--explain", description = "Say which files would be read, and read none.")
    private boolean explain;

    @Override
    public Integer call() {
        CommandLine command = Commands.commandLine(spec);
        output.json(options);
        try (Quantmini quantmini = Commands.openToAsk(options, output.timeout(command))) {
            if (explain) {
                PlanText.print(command, options, quantmini.explain(sql, parameters.toArray()));
                return Main.DONE;
            }
            new Output(command, output, quantmini)
                    .write(() -> quantmini.sql(sql, parameters.toArray()), (rows, limit) -> {
                        Answer answer = Answer.of(rows, (int) limit);
                        return new Output.Shown.Text(answer.table(), answer.total());
                    });
            return Main.DONE;
        }
    }
}
