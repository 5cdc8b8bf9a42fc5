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
     * @param files files to read
     * @param bytes their lengths; 0 where it is not known before the stages before have run
     */
    public record Line(
            Stage stage, Dataset dataset, String implementation, String reason, int units, int files, long bytes) {}

    /** All of it for a person to read, each line ended by a line feed. */
    public String describe() {
        StringBuilder text = new StringBuilder(256);
        text.append("plan for ").append(lake).append('\n');
        text.append("budget: ").append(budget).append('\n');
        for (Line line : lines) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-8s %-14s %4d units %5d files %9.1f MB  %s; %s%n",
                    line.stage().name().toLowerCase(Locale.ROOT),
                    line.dataset().name(),
                    line.units(),
                    line.files(),
                    line.bytes() / 1e6,
                    line.implementation(),
                    line.reason()));
        }
        return text.toString();
    }
}
