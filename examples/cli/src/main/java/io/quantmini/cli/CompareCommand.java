package io.quantmini.cli;

import io.quantmini.lake.LakeComparison;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whether two lakes are equal. */
@Command(
        name = "compare",
        description = "Tells whether two lakes are equal: data, quarantine and tables byte for byte, ledgers by unit.",
        footer = {"", "Example:", "  ./quantmini compare lake /backup/lake"})
final class CompareCommand implements Callable<Integer> {
    @Mixin
    private final LakeOptions options = new LakeOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "LAKE", description = "One lake.")
    private Path one = Path.of("");

    @Parameters(index = "1", paramLabel = "OTHER", description = "The other.")
    private Path other = Path.of("");

    @Override
    public Integer call() {
        CommandLine command = Commands.commandLine(spec);
        List<String> differences = LakeComparison.differences(one, other);
        if (options.json) {
            Commands.json(command, Map.of("equal", differences.isEmpty(), "differences", differences));
        } else if (differences.isEmpty()) {
            command.getOut().println("equal");
        } else {
            differences.forEach(command.getOut()::println);
        }
        return differences.isEmpty() ? Main.DONE : Main.FAILED;
    }
}
