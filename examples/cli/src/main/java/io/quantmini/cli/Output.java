package io.quantmini.cli;

import io.quantmini.Quantmini;
import io.quantmini.batch.BatchStream;
import io.quantmini.storage.ParquetTableStore;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * Writes the rows of one answer where and how the options say. All but tables are written batch by batch. How many rows there
 * were and how long they took is said below a table, else on standard error.
 */
final class Output {
    /** A table for a person. */
    interface Shown {
        /** The text, each line ended by a line feed, and how many rows there are. */
        Text of(BatchStream rows, long limit);

        /** What is to be seen of some rows. */
        record Text(String text, long rows) {}
    }

    /** Set by the launcher when standard output is a terminal, which a program cannot ask Java. */
    private static final String TERMINAL = "quantmini.stdout.terminal";

    private final CommandLine command;
    private final OutputOptions options;
    private final Quantmini quantmini;

    Output(CommandLine command, OutputOptions options, Quantmini quantmini) {
        this.command = command;
        this.options = options;
        this.quantmini = quantmini;
    }

    /** Whether what is printed is seen at once. */
    static boolean isTerminal() {
        return Boolean.getBoolean(TERMINAL);
    }

    /** Asks and writes the answer. */
    void write(Supplier<BatchStream> question, Shown shown) {
        if (!options.format.isText() && options.out == null && isTerminal()) {
            throw new CommandLine.ParameterException(
                    command,
                    "expected --out FILE, for a terminal cannot show "
                            + options.format.name().toLowerCase(Locale.ROOT));
        }
        long start = System.nanoTime();
        try {
            OutFile file = options.out == null
                    ? null
                    : OutFile.at(options.out, quantmini.lake().root());
            try (BatchStream rows = question.get()) {
                long count =
                        file == null ? print(rows, shown, start) : file.write(path -> fill(path, rows, shown, start));
                say(count, (System.nanoTime() - start) / 1e9);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "[" + (options.out == null ? "standard output" : options.out) + "] cannot write: " + e
                            + "; check the disk and its space",
                    e);
        }
    }

    private long fill(Path file, BatchStream rows, Shown shown, long start) throws IOException {
        if (options.format == RowFormat.PARQUET) {
            CountedRows counted = new CountedRows(rows);
            new ParquetTableStore().write(file, counted);
            return counted.count();
        }
        if (options.format == RowFormat.ARROW) {
            try (OutputStream out = Files.newOutputStream(file)) {
                return new ArrowRows(true, quantmini.context().allocator()).write(rows, Channels.newChannel(out));
            }
        }
        try (Writer out = Files.newBufferedWriter(file)) {
            return text(rows, out, shown, start);
        }
    }

    private long print(BatchStream rows, Shown shown, long start) throws IOException {
        if (options.format.isText()) {
            long count = text(rows, new CheckedWriter(command.getOut()), shown, start);
            command.getOut().flush();
            return count;
        }
        OutputStream out = System.out;
        if (options.format == RowFormat.ARROW) {
            return new ArrowRows(false, quantmini.context().allocator()).write(rows, Channels.newChannel(out));
        }
        // Parquet begins with its end: the file is made first.
        Path file = Files.createTempDirectory("quantmini-").resolve("answer.parquet");
        try {
            long count = fill(file, rows, shown, start);
            Files.copy(file, out);
            out.flush();
            return count;
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.resolveSibling(""));
        }
    }

    private long text(BatchStream rows, Writer out, Shown shown, long start) throws IOException {
        switch (options.format) {
            case CSV -> {
                return CsvRows.write(rows, out, options.limit());
            }
            case JSON -> {
                return JsonRows.write(rows, out, options.limit(), start);
            }
            default -> {
                Shown.Text text = shown.of(rows, options.limit());
                out.append(text.text());
                return text.rows();
            }
        }
    }

    private void say(long rows, double seconds) {
        String line = String.format(Locale.ROOT, "%,d rows, %.3f s", rows, seconds);
        if (options.format == RowFormat.TABLE && options.out == null) {
            command.getOut().println(line);
        } else if (options.format != RowFormat.JSON || options.out != null) {
            command.getErr().println(line);
        }
        command.getOut().flush();
    }
}
