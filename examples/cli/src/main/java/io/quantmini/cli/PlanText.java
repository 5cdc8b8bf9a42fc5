package io.quantmini.cli;

import io.quantmini.lake.LakeFile;
import io.quantmini.stage.QueryPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;

/** How a question would be answered, as text or JSON. */
final class PlanText {
    private PlanText() {}

    static void print(CommandLine command, LakeOptions options, QueryPlan plan) {
        if (!options.json) {
            command.getOut().print(plan.describe());
            command.getOut().flush();
            return;
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("engine", plan.engine());
        document.put("files_considered", plan.filesConsidered());
        document.put("bytes", plan.bytes());
        document.put("files", plan.files().stream().map(LakeFile::path).toList());
        Commands.json(command, document);
    }
}
