package io.quantmini.benchmarks;

import io.quantmini.benchmarks.SessionFiles.SessionFile;
import java.io.IOException;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * Parsing and admission: what {@link ParseBenchmark} does, and the rules, order, duplicates and bronze columns on top; our
 * ingestors only, as nobody else admits. The difference between the two is admission.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(value = 1, jvmArgsAppend = "--add-opens=java.base/java.nio=ALL-UNNAMED")
public class AdmissionBenchmark {
    @Param
    OurIngestor contender = OurIngestor.STREAMING;

    /** A file of your own, with sound and sorted rows; empty for a synthetic one. */
    @Param("")
    String file = "";

    /** The file's date. */
    @Param("2025-01-02")
    String session = "";

    /** Rows of the synthetic file. */
    @Param("" + MinuteBars.ROWS)
    int rows;

    @SuppressWarnings("NullAway.Init") // by prove()
    private SessionFiles files;

    @SuppressWarnings("NullAway.Init")
    private SessionFile input;

    @Setup(Level.Trial)
    public void prove() throws IOException {
        files = SessionFiles.open().addOne(file, session, rows).stored();
        input = files.files().get(0);
        Gate.prove(contender.name(), contender.reader(), files.files());
    }

    @TearDown(Level.Trial)
    public void clean() {
        files.close();
    }

    @Benchmark
    public long read(Blackhole hole) throws IOException {
        return contender.reader().read(input.path(), input.session(), hole::consume);
    }
}
