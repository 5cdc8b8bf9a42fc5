package io.quantmini.cli;

import io.quantmini.Quantmini;
import io.quantmini.market.Dataset;
import io.quantmini.pipeline.CompactionReport;
import io.quantmini.pipeline.CompactionRequest;
import java.util.ArrayList;
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

/** Fewer files, the same rows. */
@Command(
        name = "compact",
        description = {
            "Merges the files of bronze partitions that have several into one each, a month a commit.",
            "Rows are counted, and compared with what was merged, before the commit. A complete month needs none of it:",
            "ingest settles it. Features of a month that was merged are computed again by the next run."
        },
        footer = {"", "Example:", "  ./quantmini compact --dataset stocks_daily"})
final class CompactCommand implements Callable<Integer> {
    @Mixin
    private final LakeOptions options = new LakeOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--dataset", paramLabel = "NAME", description = "Dataset, repeatable (default: all).")
    private List<String> datasets = new ArrayList<>();

    @Override
    public Integer call() {
        CommandLine command = Commands.commandLine(spec);
        Dataset[] wanted = Commands.datasets(command, datasets);
        try (Quantmini quantmini = Commands.open(options, null)) {
            CompactionReport report = quantmini.compact(
                    CompactionRequest.all().datasets(wanted).progress(Commands.progress(options, command)));
            if (options.json) {
                Commands.json(command, json(report));
            } else {
                command.getOut().print(text(report));
                command.getOut().flush();
            }
            return report.findings().isEmpty() ? Main.DONE : Main.FAILED;
        }
    }

    private static String text(CompactionReport report) {
        StringBuilder text = new StringBuilder();
        if (report.didWork()) {
            TextTable table = new TextTable(2, "dataset", "month", "files", "now", "rows");
            for (CompactionReport.Month month : report.months()) {
                table.row(month.dataset(), month.month(), month.filesBefore(), month.filesAfter(), month.rows());
            }
            text.append(table);
        } else {
            text.append("Nothing to do: no partition has several files.\n");
        }
        report.findings().forEach(finding -> text.append("! ").append(finding).append('\n'));
        return text.toString();
    }

    private static Map<String, Object> json(CompactionReport report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("did_work", report.didWork());
        List<Map<String, Object>> months = new ArrayList<>();
        for (CompactionReport.Month month : report.months()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("dataset", month.dataset().name());
            row.put("month", month.month().toString());
            row.put("files_before", month.filesBefore());
            row.put("files_after", month.filesAfter());
            row.put("rows", month.rows());
            months.add(row);
        }
        document.put("months", months);
        document.put("findings", report.findings());
        return document;
    }
}
