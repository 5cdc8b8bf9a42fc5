package io.quantmini.cli;

import io.quantmini.Quantmini;
import io.quantmini.market.ReferenceData;
import io.quantmini.rest.ReferenceFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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

/** Reference data to tables. */
@Command(
        name = "reference",
        description = "Loads splits, dividends and ticker events into the lake's reference tables.",
        footer = {
            "",
            "Example:",
            "  ./quantmini reference --source /data/reference",
            "",
            "DIR holds splits.json, dividends.json and events/<ticker>.json in the vendor's REST shape."
        })
final class ReferenceCommand implements Callable<Integer> {
    @Mixin
    private final LakeOptions options = new LakeOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--source", required = true, paramLabel = "DIR", description = "Directory with the files.")
    private Path source = Path.of("");

    @Override
    public Integer call() {
        CommandLine command = Commands.commandLine(spec);
        ReferenceData data = ReferenceFiles.read(source);
        try (Quantmini quantmini = Commands.open(options, null)) {
            List<String> findings = quantmini.importReference(data);
            if (options.json) {
                Map<String, Object> document = new LinkedHashMap<>();
                document.put("splits", data.splits().size());
                document.put("dividends", data.dividends().size());
                document.put("histories", data.histories().size());
                document.put("findings", findings);
                Commands.json(command, document);
            } else {
                command.getOut()
                        .println(data.splits().size() + " splits, "
                                + data.dividends().size() + " dividends, "
                                + data.histories().size() + " ticker histories");
                findings.forEach(finding -> command.getOut().println("! " + finding));
            }
            return Main.DONE;
        }
    }
}
