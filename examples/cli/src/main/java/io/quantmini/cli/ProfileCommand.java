package io.quantmini.cli;

import io.quantmini.Quantmini;
import io.quantmini.profile.ResourceBudget;
import io.quantmini.profile.SystemProfile;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the machine offers and how much of it a run would use. */
@Command(
        name = "profile",
        description = "Shows the machine as quantmini sees it, the budget of a run, and the configuration in force.",
        footer = {"", "Example:", "  MAX_MEMORY_GB=8 ./quantmini profile"})
final class ProfileCommand implements Callable<Integer> {
    @Mixin
    private final LakeOptions options = new LakeOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine command = Commands.commandLine(spec);
        try (Quantmini quantmini = Commands.open(options, null)) {
            SystemProfile profile = quantmini.context().profile();
            ResourceBudget budget = quantmini.context().budget();
            if (options.json) {
                Map<String, Object> document = new LinkedHashMap<>();
                document.put("mode", budget.mode().name().toLowerCase(Locale.ROOT));
                document.put("memory_bytes", budget.memoryBytes());
                document.put("off_heap_bytes", budget.offHeapBytes());
                document.put("heap_bytes", budget.heapBytes());
                document.put("duckdb_memory_bytes", budget.duckDbMemoryBytes());
                document.put("threads", budget.threads());
                document.put("effective_memory_bytes", profile.effectiveMemoryBytes());
                document.put("effective_cores", profile.effectiveCores());
                document.put("disk_kind", profile.disk().kind().name().toLowerCase(Locale.ROOT));
                document.put("degraded", profile.degraded());
                Commands.json(command, document);
            } else {
                command.getOut().print(profile.describe());
                command.getOut().print(budget.describe());
                command.getOut().print(quantmini.context().config().describe());
                command.getOut().flush();
            }
            return Main.DONE;
        }
    }
}
