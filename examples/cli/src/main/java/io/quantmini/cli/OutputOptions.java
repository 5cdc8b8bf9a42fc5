package io.quantmini.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Where the rows of an answer go, in which form, and how long they are waited for. */
final class OutputOptions {
    private static final int SHOWN = 1000;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    RowFormat format = RowFormat.TABLE;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "File to write, whole or not at all; one that is there is replaced. Not in the lake.")
    @Nullable
    Path out;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Rows to write, of table, csv and json (default: 1000 of a table, else all).")
    private @Nullable Integer limit;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "How long to wait for the answer, such as 0.5s, 30s or 5m (default: query.time_limit of the"
                    + " configuration, else as long as it takes).")
    private @Nullable String timeout;

    /** Every command takes {@code --json}, too. */
    void json(LakeOptions lake) {
        format = lake.json ? RowFormat.JSON : format;
    }

    long limit() {
        if (limit != null) {
            return limit;
        }
        return format == RowFormat.TABLE ? SHOWN : Long.MAX_VALUE;
    }

    /** Null where none is given. */
    @Nullable
    Duration timeout(CommandLine command) {
        if (timeout == null) {
            return null;
        }
        try {
            return Duration.parse("PT" + timeout.toUpperCase(Locale.ROOT));
        } catch (DateTimeParseException e) {
            throw new CommandLine.ParameterException(
                    command, "expected --timeout as 0.5s, 30s or 5m, got " + timeout, e);
        }
    }
}
