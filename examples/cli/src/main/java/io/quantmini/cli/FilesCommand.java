package io.quantmini.cli;

import io.quantmini.Quantmini;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.Layer;
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

/** The committed files of a dataset. */
@Command(
        name = "files",
        description = "Lists the committed files of a dataset and layer, one path a line: what any reader should open.",
        footer = {
            "",
            "Example:",
            "  ./quantmini files --dataset stocks_daily --layer silver",
            "and from Polars:",
            "  files = subprocess.check_output([\"./quantmini\", \"files\", \"--dataset\", \"stocks_daily\","
                    + " \"--layer\", \"silver\"], text=True).split()",
            "  df = pl.read_parquet(files)"
        })
final class FilesCommand implements Callable<Integer> {
    @Mixin
    private final LakeOptions options = new LakeOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--dataset", required = true, paramLabel = "NAME", description = "Dataset.")
    private String dataset = "";

    @Option(names = "--layer", paramLabel = "bronze|silver", description = "Layer (default: ${DEFAULT-VALUE}).")
    private Layer layer = Layer.BRONZE;

    @Override
    public Integer call() {
        CommandLine command = Commands.commandLine(spec);
        try (Quantmini quantmini = Commands.open(options, null)) {
            List<LakeFile> files = quantmini.lake().catalog().files(Commands.dataset(command, dataset), layer);
            if (options.json) {
                List<Map<String, Object>> rows = new ArrayList<>();
                for (LakeFile file : files) {
                    Map<String, Object> row = new LinkedHashMap<>();
                    row.put("path", file.path());
                    row.put("bytes", file.bytes());
                    row.put("rows", file.rows());
                    rows.add(row);
                }
                Commands.json(command, Map.of("root", quantmini.lake().root().toString(), "files", rows));
            } else {
                for (LakeFile file : files) {
                    command.getOut().println(quantmini.lake().root().resolve(file.path()));
                }
            }
            return Main.DONE;
        }
    }
}
