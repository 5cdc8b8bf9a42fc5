package io.quantmini.cli;

import io.quantmini.integrity.QlibCheck;
import io.quantmini.integrity.QlibFinding;
import io.quantmini.stage.QlibInspection;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What was found in Qlib directories as text and as JSON. */
final class QlibInspectionText {
    private static final int MOST_FINDINGS = 50;
    private static final double MEGABYTE = 1e6;

    private QlibInspectionText() {}

    static String of(List<QlibInspection> inspections) {
        StringBuilder text = new StringBuilder();
        for (QlibInspection inspection : inspections) {
            List<QlibFinding> faults = inspection.faults();
            text.append(String.format(
                    Locale.ROOT,
                    "Looked at %d instruments, %d files, %.1f MB, %d rows of %s: %s\n",
                    inspection.instruments(),
                    inspection.files(),
                    inspection.bytes() / MEGABYTE,
                    inspection.rows(),
                    inspection.directory(),
                    verdict(faults.size())));
            if (!faults.isEmpty()) {
                faults(faults, text);
            }
            remarks(inspection.remarks(), text);
        }
        return text.toString();
    }

    private static String verdict(int faults) {
        return switch (faults) {
            case 0 -> "nothing is wrong.";
            case 1 -> "1 fault.";
            default -> faults + " faults.";
        };
    }

    static Map<String, Object> json(List<QlibInspection> inspections) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("clean", inspections.stream().allMatch(QlibInspection::isClean));
        List<Map<String, Object>> directories = new ArrayList<>();
        for (QlibInspection inspection : inspections) {
            Map<String, Object> directory = new LinkedHashMap<>();
            directory.put("directory", inspection.directory().toString());
            directory.put("clean", inspection.isClean());
            directory.put("instruments", inspection.instruments());
            directory.put("files", inspection.files());
            directory.put("bytes", inspection.bytes());
            directory.put("rows", inspection.rows());
            directory.put("faults", rows(inspection.faults()));
            directory.put("remarks", rows(inspection.remarks()));
            directories.add(directory);
        }
        document.put("directories", directories);
        return document;
    }

    private static List<Map<String, Object>> rows(List<QlibFinding> findings) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (QlibFinding finding : findings) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("check", word(finding.check()));
            row.put("path", finding.path());
            row.put("byte_offset", finding.byteOffset());
            row.put("expected", finding.expected());
            row.put("found", finding.found());
            row.put("action", finding.check().action());
            rows.add(row);
        }
        return rows;
    }

    private static void faults(List<QlibFinding> faults, StringBuilder text) {
        TextTable table = new TextTable(4, "check", "where", "expected", "found");
        Set<QlibCheck> checks = EnumSet.noneOf(QlibCheck.class);
        for (QlibFinding finding : faults.subList(0, Math.min(MOST_FINDINGS, faults.size()))) {
            table.row(word(finding.check()), finding.where(), finding.expected(), finding.found());
            checks.add(finding.check());
        }
        text.append(table);
        if (faults.size() > MOST_FINDINGS) {
            text.append("and ").append(faults.size() - MOST_FINDINGS).append(" more; --json has all\n");
        }
        for (QlibCheck check : checks) {
            text.append(word(check)).append(": ").append(check.action()).append('\n');
        }
    }

    private static void remarks(List<QlibFinding> remarks, StringBuilder text) {
        Map<QlibCheck, Integer> counts = new EnumMap<>(QlibCheck.class);
        remarks.forEach(remark -> counts.merge(remark.check(), 1, Integer::sum));
        counts.forEach((check, count) -> text.append("remark of Qlib's own health check: ")
                .append(word(check))
                .append(", ")
                .append(count)
                .append("; ")
                .append(check.action())
                .append(" (--json has all)\n"));
    }

    private static String word(QlibCheck check) {
        return check.name().toLowerCase(Locale.ROOT);
    }
}
