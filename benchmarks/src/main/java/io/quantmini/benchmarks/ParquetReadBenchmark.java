package io.quantmini.benchmarks;

import io.quantmini.storage.PageCompression;
import io.quantmini.storage.internal.FileFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
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

/** All of a Parquet file of one session of minute bars into Arrow batches. Before anything is timed, all contenders must give the rows that were written. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(value = 1, jvmArgsAppend = "--add-opens=java.base/java.nio=ALL-UNNAMED")
public class ParquetReadBenchmark {
    @Param
    ScanContender contender = ScanContender.COLUMNS;

    @Param("ZSTD_1")
    PageCompression compression = PageCompression.ZSTD_1;

    /** A flat file of your own, with sound and sorted rows; empty for a synthetic one. */
    @Param("")
    String file = "";

    /** The file's date. */
    @Param("2025-01-02")
    String session = "";

    /** Rows of the synthetic file. */
    @Param("1770000")
    int rows;

    /** Where the file is; a tmpfs leaves the disk out. */
    @Param("/dev/shm")
    String directory = "";

    private final BufferAllocator allocator = new RootAllocator();
    private Path target = Path.of("");

    @Setup(Level.Trial)
    public void prove() throws IOException {
        target = Files.createTempDirectory(Path.of(directory), "quantmini").resolve("session.parquet");
        BarDigest expected = new BarDigest();
        try (SessionBatches batches = load()) {
            batches.all().forEach(batch -> expected.accept(ArrowBars.bronze(batch)));
            ParquetContender.COLUMNS.write(target, batches.all(), FileFormat.standard(compression));
        }
        for (ScanContender each : ScanContender.values()) {
            BarDigest found = new BarDigest();
            each.scan(target, found, allocator);
            if (!found.agrees(expected) || found.rows() == 0) {
                throw new IllegalStateException("[" + target + "] cannot time readers that lose rows: expected "
                        + expected + ", got " + found + " from " + each);
            }
        }
        System.out.println("# all contenders agree: " + expected);
    }

    @TearDown(Level.Trial)
    public void clean() throws IOException {
        allocator.close();
        Files.delete(target);
        Files.delete(target.resolveSibling(""));
    }

    @Benchmark
    public void read(Blackhole rows) throws IOException {
        contender.scan(target, rows::consume, allocator);
    }

    private SessionBatches load() throws IOException {
        LocalDate date = LocalDate.parse(session);
        if (!file.isEmpty()) {
            return SessionBatches.load(Path.of(file), date, allocator);
        }
        Path synthetic = Files.createTempFile("minute-bars", ".csv.gz");
        try {
            MinuteBars.write(synthetic, date, rows);
            return SessionBatches.load(synthetic, date, allocator);
        } finally {
            Files.delete(synthetic);
        }
    }
}
