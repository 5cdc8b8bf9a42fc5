package io.quantmini.cli;

import io.quantmini.integrity.Check;
import io.quantmini.integrity.Finding;
import io.quantmini.integrity.ValidationLevel;
import io.quantmini.integrity.ValidationReport;
import io.quantmini.lake.Watermark;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A validation's report as text and as JSON. */
final class ValidationText {
    private static final int MOST_FINDINGS = 50;
    private static final int MOST_DATES = 5;
    private static final double MEGABYTE = 1e6;

    private ValidationText() {}

    static String of(ValidationReport report) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "Looked at %d units, %d files, %d rows, %.1f MB: %s\n",
                report.units(),
                report.files(),
                report.rows(),
                report.bytes() / MEGABYTE,
                verdict(report.findings().size())));
        if (!report.isClean()) {
            findings(report.findings(), text);
        }
        for (Watermark gap : report.gaps()) {
            text.append("gap: ")
                    .append(gap.layer().directory())
                    .append(' ')
                    .append(gap.dataset())
                    .append(" has no rows for ")
                    .append(gap.holes().size())
                    .append(" sessions between ")
                    .append(gap.start())
                    .append(" and ")
                    .append(gap.last())
                    .append(": ")
                    .append(dates(gap.holes()))
                    .append('\n');
        }
        return text.toString();
    }

    static Map<String, Object> json(ValidationReport report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("clean", report.isClean());
        document.put("level", report.level() == ValidationLevel.CONTENT ? 2 : 1);
        document.put("units", report.units());
        document.put("files", report.files());
        document.put("rows", report.rows());
        document.put("bytes", report.bytes());
        List<Map<String, Object>> findings = new ArrayList<>();
        for (Finding finding : report.findings()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("check", word(finding.check()));
            row.put("path", finding.path());
            row.put("column", finding.column());
            row.put("row_group", finding.rowGroup());
            row.put("expected", finding.expected());
            row.put("found", finding.found());
            row.put("action", finding.check().action());
            findings.add(row);
        }
        document.put("findings", findings);
        List<Map<String, Object>> gaps = new ArrayList<>();
        for (Watermark gap : report.gaps()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("dataset", gap.dataset());
            row.put("layer", gap.layer().directory());
            row.put("sessions", gap.holes().stream().map(LocalDate::toString).toList());
            gaps.add(row);
        }
        document.put("gaps", gaps);
        return document;
    }

    private static void findings(List<Finding> findings, StringBuilder text) {
        TextTable table = new TextTable(4, "check", "where", "expected", "found");
        Set<Check> checks = EnumSet.noneOf(Check.class);
        for (Finding finding : findings.subList(0, Math.min(MOST_FINDINGS, findings.size()))) {
            table.row(word(finding.check()), finding.where(), finding.expected(), finding.found());
            checks.add(finding.check());
        }
        text.append(table);
        if (findings.size() > MOST_FINDINGS) {
            text.append("and ").append(findings.size() - MOST_FINDINGS).append(" more; --json has all\n");
        }
        for (Check check : checks) {
            text.append(word(check)).append(": ").append(check.action()).append('\n');
        }
    }

    private static String verdict(int findings) {
        return switch (findings) {
            case 0 -> "nothing is wrong.";
            case 1 -> "1 finding.";
            default -> findings + " findings.";
        };
    }

    private static String dates(List<LocalDate> dates) {
        StringBuilder text = new StringBuilder();
        for (LocalDate date : dates.subList(0, Math.min(MOST_DATES, dates.size()))) {
            text.append(text.isEmpty() ? "" : ", ").append(date);
        }
        return dates.size() > MOST_DATES ? text.append(", …").toString() : text.toString();
    }

    private static String word(Check check) {
        return check.name().toLowerCase(Locale.ROOT);
    }
}
