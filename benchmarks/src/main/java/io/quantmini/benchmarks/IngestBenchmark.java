package io.quantmini.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One file of minute bars, from gzip on disk to typed values, on one thread. Before anything is timed, every contender must
 * give the same rows and values.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(value = 1, jvmArgsAppend = "--add-opens=java.base/java.nio=ALL-UNNAMED")
public class IngestBenchmark {
    @Param
    IngestContender contender = IngestContender.QUANTMINI;

    /** A file of your own, with sound and sorted rows; empty for a synthetic one. */
    @Param("")
    String file = "";

    /** The file's date. */
    @Param("2025-01-02")
    String session = "";

    /** Rows of the synthetic file. */
    @Param("1000000")
    int rows;

    private Path path = Path.of("");
    private boolean temporary;

    @Setup(Level.Trial)
    public void prove() throws IOException {
        path = Path.of(file);
        if (file.isEmpty()) {
            path = Files.createTempFile("minute-bars", ".csv.gz");
            temporary = true;
            MinuteBars.write(path, LocalDate.parse(session), rows);
        }
        BarDigest ours = IngestContender.QUANTMINI.read(path, LocalDate.parse(session));
        for (IngestContender other : IngestContender.values()) {
            BarDigest theirs = other.read(path, LocalDate.parse(session));
            if (theirs.value() != ours.value() || theirs.rows() != ours.rows() || ours.rows() == 0) {
                throw new IllegalStateException("[" + path + "] cannot time readers that disagree: expected " + ours
                        + " as quantmini reads it, got " + theirs + " by " + other);
            }
        }
        System.out.println("# all contenders agree: " + ours + ", " + Files.size(path) + " bytes");
    }

    @TearDown(Level.Trial)
    public void clean() throws IOException {
        if (temporary) {
            Files.delete(path);
        }
    }

    @Benchmark
    public long read() throws IOException {
        return contender.read(path, LocalDate.parse(session)).value();
    }
}
