package io.quantmini.benchmarks;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs benchmarks: {@code [--out FILE] …}, the rest as JMH has it. With {@code --out} the raw results and a description of the host
 * go to that file, the synthetic input is made once, a failed gate ends the run, and a table of ratios is printed.
 */
public final class Main {
    private Main() {}

    /** Runs what the arguments say. */
    public static void main(String[] arguments) throws IOException, RunnerException, CommandLineOptionException {
        List<String> jmh = new ArrayList<>(List.of(arguments));
        int at = jmh.indexOf("--out");
        if (at < 0) {
            org.openjdk.jmh.Main.main(arguments);
            return;
        }
        if (at + 1 == jmh.size()) {
            System.err.println("usage: [--out FILE] [JMH OPTIONS]");
            System.exit(2);
        }
        jmh.remove(at);
        Path out = Path.of(jmh.remove(at));
        run(new CommandLineOptions(jmh.toArray(new String[0])), out);
    }

    private static void run(CommandLineOptions options, Path out) throws IOException, RunnerException {
        HostDescription host = HostDescription.here();
        Path directory = Files.createTempDirectory("quantmini-benchmarks");
        Path raw = directory.resolve("jmh.json");
        try {
            Collection<RunResult> results = new Runner(new OptionsBuilder()
                            .parent(options)
                            .jvmArgsPrepend("-D" + SessionFiles.SHARED + "=" + directory)
                            .shouldFailOnError(true)
                            .resultFormat(ResultFormatType.JSON)
                            .result(raw.toString())
                            .build())
                    .run();
            write(host, raw, out);
            Ratios.print(results, System.out);
        } finally {
            delete(directory);
        }
    }

    /** One object: the host, and what JMH wrote, but for the path of the JVM. */
    private static void write(HostDescription host, Path raw, Path out) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        JsonNode results = mapper.readTree(raw.toFile());
        results.forEach(result -> ((ObjectNode) result).remove("jvm"));
        try (JsonGenerator json = mapper.createGenerator(Files.newBufferedWriter(out))) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            host.write(json);
            json.writeFieldName("results");
            json.writeTree(results);
            json.writeEndObject();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
