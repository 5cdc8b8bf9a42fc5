package io.quantmini.cli;

import io.quantmini.Quantmini;
import io.quantmini.config.QuantminiConfig;
import io.quantmini.market.ReferenceData;
import io.quantmini.rest.ReferenceDownload;
import io.quantmini.rest.ReferenceFiles;
import io.quantmini.rest.ReferenceReport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
        description = "Asks the vendor for reference data, or loads files of its shape, into the lake's tables.",
        footer = {
            "",
            "Examples:",
            "  ./quantmini reference --splits --dividends --tickers --events AAPL,META",
            "  ./quantmini reference --contracts SPY --from 2025-01-01",
            "  ./quantmini reference --source /data/reference",
            "",
            "What landed is not asked for again: splits, dividends and expired contracts go on from the last day less",
            "an overlap, lists are asked for once a day. The key comes from POLYGON_API_KEY or MASSIVE_API_KEY.",
            "DIR holds splits.json, dividends.json and events/<ticker>.json; it replaces what the lake has of them."
        })
final class ReferenceCommand implements Callable<Integer> {
    private static final int SHOWN = 100;

    @Mixin
    private final LakeOptions options = new LakeOptions();

    @Mixin
    private final ReferenceOptions asked = new ReferenceOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--source", paramLabel = "DIR", description = "Directory with files, instead of the vendor.")
    private @Nullable Path source;

    @Override
    public Integer call() {
        CommandLine command = Commands.commandLine(spec);
        Path directory = source;
        if (directory != null && asked.any()) {
            throw new CommandLine.ParameterException(
                    command, "expected --source or what to ask the vendor for, got both");
        }
        if (directory == null && !asked.any()) {
            throw new CommandLine.ParameterException(
                    command,
                    "expected --source DIR, or some of --splits, --dividends, --tickers, --events, --contracts, --status,"
                            + " --grouped");
        }
        return directory == null ? download(command) : load(command, directory);
    }

    private int load(CommandLine command, Path directory) {
        ReferenceData data = ReferenceFiles.read(directory);
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
                tell(command, findings);
            }
            return Main.DONE;
        }
    }

    private static void tell(CommandLine command, List<String> findings) {
        findings.stream().limit(SHOWN).forEach(finding -> command.getOut().println("! " + finding));
        if (findings.size() > SHOWN) {
            command.getOut().println("! and " + (findings.size() - SHOWN) + " more; --json shows all");
        }
    }

    private int download(CommandLine command) {
        QuantminiConfig config =
                asked.configure(Commands.configuration(options)).build();
        try (Quantmini quantmini = Quantmini.open(config)) {
            ReferenceReport report =
                    ReferenceDownload.run(quantmini, asked.request(command), Commands.progress(options, command));
            if (options.json) {
                Map<String, Object> document = new LinkedHashMap<>();
                document.put("requests", report.requests());
                document.put("bytes", report.bytes());
                document.put("rows", report.rows());
                document.put("findings", report.findings());
                Commands.json(command, document);
            } else {
                command.getOut()
                        .println(String.format(
                                Locale.ROOT, "%,d requests, %,d bytes landed", report.requests(), report.bytes()));
                report.rows()
                        .forEach((table, rows) ->
                                command.getOut().println(String.format(Locale.ROOT, "%-32s %,12d rows", table, rows)));
                tell(command, report.findings());
            }
            return Main.DONE;
        }
    }
}
