package io.quantmini.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command takes. */
final class LakeOptions {
    @Option(
            names = "--lake",
            paramLabel = "DIR",
            description = "The lake (default: DATA_ROOT of the configuration, else ./lake).")
    @Nullable
    Path lake;

    @Option(names = "--json", description = "Print one JSON document on standard output.")
    boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;
}
