package io.quantmini.pipeline;

import io.quantmini.market.Dataset;
import java.util.List;
import java.util.Locale;

/**
 * What a run would do, and with what.
 *
 * @param lake the lake's directory
 * @param budget one line: mode, memory, threads
 * @param lines by stage and dataset, in the order they would run
 */
public record PipelinePlan(String lake, String budget, List<Line> lines) {
    public PipelinePlan {
        lines = List.copyOf(lines);
    }

    /**
     * One stage of one dataset.
     *
     * @param stage of the pipeline
     * @param dataset worked on
     * @param implementation what would do it
     * @param reason why that one
     * @param units commits or directories expected: files for a download; an upper bound where it depends on the stages
     *     before
     * @param files files to read, as far as they are there or on their way; 0 where only the stages before make them
     * @param bytes their lengths together
     */
    public record Line(
            Stage stage, Dataset dataset, String implementation, String reason, int units, int files, long bytes) {}

    /** All of it for a person to read, each line ended by a line feed. */
    public String describe() {
        StringBuilder text = new StringBuilder(256);
        text.append("plan for ").append(lake).append('\n');
        text.append("budget: ").append(budget).append('\n');
        for (Line line : lines) {
            String input = line.files() == 0 && line.units() > 0
                    ? ""
                    : String.format(Locale.ROOT, "%5d files %9.1f MB", line.files(), line.bytes() / 1e6);
            text.append(String.format(
                    Locale.ROOT,
                    "%-8s %-14s %4d units %24s  %s; %s\n",
                    line.stage().name().toLowerCase(Locale.ROOT),
                    line.dataset().name(),
                    line.units(),
                    input,
                    line.implementation(),
                    line.reason()));
        }
        return text.toString();
    }
}
