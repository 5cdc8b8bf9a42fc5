package io.quantmini.benchmarks;

import io.quantmini.benchmarks.SessionFiles.SessionFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
 * All of it for several files, one file a thread at a time. Before a contender is timed it must give the columns of each file that
 * the plain ingestor gives.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(value = 1, jvmArgsAppend = "--add-opens=java.base/java.nio=ALL-UNNAMED")
public class FilesBenchmark {
    @Param
    IngestContender contender = IngestContender.QUANTMINI;

    @Param({"1", "2"})
    int threads;

    /** Files of your own, sound and sorted, named by their dates; empty for synthetic ones. */
    @Param("")
    String directory = "";

    /** Synthetic files. */
    @Param("5")
    int count;

    /** Rows of each synthetic file. */
    @Param("" + MinuteBars.ROWS)
    int rows;

    @SuppressWarnings("NullAway.Init") // by prove()
    private SessionFiles files;

    @SuppressWarnings("NullAway.Init")
    private ExecutorService executor;

    @Setup(Level.Trial)
    public void prove() throws IOException {
        files = directory.isEmpty()
                ? SessionFiles.open().addSynthetic(count, rows)
                : SessionFiles.open().addAll(directory);
        executor = Executors.newFixedThreadPool(threads);
        Gate.prove(contender.name(), contender.reader(), files.files());
    }

    @TearDown(Level.Trial)
    public void clean() {
        executor.shutdown();
        files.close();
    }

    @Benchmark
    public long read(Blackhole hole) throws InterruptedException, ExecutionException {
        List<Future<Long>> reads = new ArrayList<>();
        for (SessionFile file : files.files()) {
            reads.add(executor.submit(() -> contender.reader().read(file.path(), file.session(), hole::consume)));
        }
        long sum = 0;
        for (Future<Long> read : reads) {
            sum += read.get();
        }
        return sum;
    }
}
