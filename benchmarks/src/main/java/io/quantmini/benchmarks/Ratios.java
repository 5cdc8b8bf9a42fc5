package io.quantmini.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;

/** Results as multiples of ours: what is above 1 is slower than quantmini, what is below 1 is faster. */
final class Ratios {
    private static final String CONTENDER = "contender";

    private Ratios() {}

    /** Prints a table for each benchmark and choice of its parameters that has a contender of ours, the fastest first. */
    static void print(Collection<RunResult> results, PrintStream out) {
        Map<String, List<RunResult>> groups = new TreeMap<>();
        for (RunResult result : results) {
            groups.computeIfAbsent(group(result.getParams()), key -> new ArrayList<>())
                    .add(result);
        }
        groups.forEach((name, group) -> print(name, group, out));
    }

    private static void print(String name, List<RunResult> group, PrintStream out) {
        List<RunResult> sorted = new ArrayList<>(group);
        sorted.sort(Comparator.comparingDouble(Ratios::score));
        out.println(System.lineSeparator() + name);
        for (RunResult result : sorted) {
            String contender = result.getParams().getParam(CONTENDER);
            out.printf(
                    Locale.ROOT,
                    "  %-14s %10.1f %s%s%n",
                    contender,
                    score(result),
                    result.getPrimaryResult().getScoreUnit(),
                    ratio(result, group));
        }
    }

    private static String ratio(RunResult result, List<RunResult> group) {
        for (RunResult other : group) {
            if (isOurs(other)) {
                double ratio = score(result) / score(other);
                String verdict = isOurs(result) ? "" : ratio < 1 ? "  faster" : "";
                return String.format(Locale.ROOT, "  %5.2f%s", ratio, verdict);
            }
        }
        return "";
    }

    private static boolean isOurs(RunResult result) {
        String contender = result.getParams().getParam(CONTENDER);
        return IngestContender.QUANTMINI.name().equals(contender)
                || OurIngestor.STREAMING.name().equals(contender)
                || ParquetContender.COLUMNS.name().equals(contender);
    }

    private static double score(RunResult result) {
        return result.getPrimaryResult().getScore();
    }

    /** The benchmark and all its parameters but the contender. */
    private static String group(BenchmarkParams params) {
        StringBuilder group = new StringBuilder(params.getBenchmark().replaceFirst(".*\\.(\\w+\\.\\w+)$", "$1"));
        for (String key : params.getParamsKeys()) {
            if (!key.equals(CONTENDER) && !params.getParam(key).isEmpty()) {
                group.append(' ').append(key).append('=').append(params.getParam(key));
            }
        }
        return group.toString();
    }
}
