package io.quantmini.cli;

import io.quantmini.pipeline.PipelineReport;
import io.quantmini.pipeline.SessionReport;
import io.quantmini.pipeline.Stage;
import io.quantmini.pipeline.StageReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A pipeline's report as text and as JSON. */
final class ReportText {
    private static final int MOST_FINDINGS = 20;
    private static final double MEGABYTE = 1e6;

    private ReportText() {}

    static String of(PipelineReport report) {
        StringBuilder text = new StringBuilder();
        if (!report.didWork()) {
            text.append("Nothing to do: everything is up to date.\n");
        } else {
            TextTable table = new TextTable(2, "stage", "dataset", "done", "skipped", "rows", "MB", "rows/s");
            for (StageReport stage : report.stages()) {
                table.row(
                        stage.stage().name().toLowerCase(Locale.ROOT),
                        stage.dataset().name(),
                        stage.done(),
                        stage.skipped(),
                        stage.rows(),
                        String.format(Locale.ROOT, "%.1f", stage.bytes() / MEGABYTE),
                        stage.rowsPerSecond());
            }
            text.append(table);
        }
        List<String> remarks = new ArrayList<>(report.findings());
        for (SessionReport file : report.files()) {
            if (!file.outcome().isAccepted()) {
                remarks.add(what(file) + ": " + file.dataset() + " " + file.session() + ": " + file.message());
            }
            file.findings().forEach(finding -> remarks.add(file.dataset() + " " + file.session() + ": " + finding));
        }
        remarks.stream()
                .limit(MOST_FINDINGS)
                .forEach(remark -> text.append("! ").append(remark).append('\n'));
        if (remarks.size() > MOST_FINDINGS) {
            text.append("! and ").append(remarks.size() - MOST_FINDINGS).append(" more; --json has all\n");
        }
        return text.toString();
    }

    static Map<String, Object> json(PipelineReport report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("did_work", report.didWork());
        document.put("complete", report.isComplete());
        List<Map<String, Object>> files = new ArrayList<>();
        report.files().forEach(file -> files.add(json(file)));
        document.put("files", files);
        List<Map<String, Object>> stages = new ArrayList<>();
        for (StageReport stage : report.stages()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("stage", stage.stage().name().toLowerCase(Locale.ROOT));
            row.put("dataset", stage.dataset().name());
            row.put("done", stage.done());
            row.put("skipped", stage.skipped());
            row.put("rows", stage.rows());
            row.put("bytes", stage.bytes());
            row.put("seconds", stage.elapsed().toNanos() / 1e9);
            stages.add(row);
        }
        document.put("stages", stages);
        document.put("findings", report.findings());
        return document;
    }

    private static String what(SessionReport file) {
        return file.outcome() == SessionReport.Outcome.NOT_FETCHED ? "not fetched" : "rejected";
    }

    private static String outcome(SessionReport file) {
        if (file.outcome() == SessionReport.Outcome.NOT_FETCHED) {
            return "FAIL";
        }
        return file.outcome().isAccepted() ? "ACCEPT" : "REJECT";
    }

    private static Map<String, Object> json(SessionReport file) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("file", file.file());
        row.put("dataset", file.dataset().name());
        row.put("session", file.session().toString());
        row.put("outcome", outcome(file));
        row.put("state", file.outcome().name().toLowerCase(Locale.ROOT));
        row.put("read", file.read());
        row.put("published", file.published());
        row.put("quarantined", file.quarantined());
        row.put("duplicates", file.duplicates());
        row.put("blank", file.blank());
        row.put("reasons", file.reasons());
        row.put("message", file.message());
        row.put("findings", file.findings());
        return row;
    }

    /** By dataset: sessions, rows, quarantined rows, megabytes read, and rows a second of each stage. */
    static String byDataset(List<PipelineReport> reports) {
        Map<String, long[]> totals = new LinkedHashMap<>();
        Map<String, Map<Stage, long[]>> speeds = new LinkedHashMap<>();
        for (PipelineReport report : reports) {
            for (SessionReport file : report.files()) {
                if (file.outcome() == SessionReport.Outcome.ACCEPTED) {
                    long[] row = totals.computeIfAbsent(file.dataset().name(), name -> new long[4]);
                    row[0]++;
                    row[1] += file.published();
                    row[2] += file.quarantined();
                }
            }
            for (StageReport stage : report.stages()) {
                String name = stage.dataset().name();
                if (stage.stage() == Stage.BRONZE) {
                    totals.computeIfAbsent(name, key -> new long[4])[3] += stage.bytes();
                }
                long[] speed = speeds.computeIfAbsent(name, key -> new LinkedHashMap<>())
                        .computeIfAbsent(stage.stage(), key -> new long[2]);
                if (stage.done() > 0) {
                    speed[0] += stage.rows();
                    speed[1] += stage.elapsed().toNanos();
                }
            }
        }
        TextTable table = new TextTable(
                1, "dataset", "sessions", "rows", "quarantined", "MB", "bronze rows/s", "silver rows/s", "gold rows/s");
        totals.forEach((name, row) -> {
            Map<Stage, long[]> speed = speeds.getOrDefault(name, Map.of());
            table.row(
                    name,
                    row[0],
                    row[1],
                    row[2],
                    String.format(Locale.ROOT, "%.1f", row[3] / MEGABYTE),
                    perSecond(speed.get(Stage.BRONZE)),
                    perSecond(speed.get(Stage.SILVER)),
                    perSecond(speed.get(Stage.GOLD)));
        });
        return table.toString();
    }

    private static String perSecond(long @org.jspecify.annotations.Nullable [] speed) {
        return speed == null || speed[1] == 0 ? "-" : Long.toString((long) (speed[0] * 1e9 / speed[1]));
    }
}
