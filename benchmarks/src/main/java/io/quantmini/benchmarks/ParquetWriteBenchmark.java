package io.quantmini.benchmarks;

import io.quantmini.batch.BatchStream;
import io.quantmini.storage.PageCompression;
import io.quantmini.storage.ParquetTableStore;
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

/**
 * One session of minute bars from Arrow batches to one Parquet file, on one thread. Before anything is timed, the files of
 * all contenders must read back as the rows that were written.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(value = 1, jvmArgsAppend = "--add-opens=java.base/java.nio=ALL-UNNAMED")
public class ParquetWriteBenchmark {
    @Param
    ParquetContender contender = ParquetContender.COLUMNS;

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

    /** Where to write; a tmpfs leaves the disk out. */
    @Param("/dev/shm")
    String directory = "";

    private final BufferAllocator allocator = new RootAllocator();
    private SessionBatches batches = SessionBatches.none();
    private Path target = Path.of("");

    @Setup(Level.Trial)
    public void prove() throws IOException {
        batches = load();
        target = Files.createTempDirectory(Path.of(directory), "quantmini").resolve("session.parquet");
        BarDigest expected = new BarDigest();
        batches.all().forEach(batch -> expected.accept(ArrowBars.bronze(batch)));
        for (ParquetContender each : ParquetContender.values()) {
            long bytes = write(each);
            BarDigest found = digest();
            if (!found.agrees(expected) || found.rows() == 0) {
                throw new IllegalStateException("[" + target + "] cannot time writers that lose rows: expected "
                        + expected + ", got " + found + " from " + each);
            }
            System.out.println("# " + each + ": " + found + ", " + bytes + " bytes");
        }
    }

    @TearDown(Level.Trial)
    public void clean() throws IOException {
        batches.close();
        allocator.close();
        Files.delete(target);
        Files.delete(target.resolveSibling(""));
    }

    @Benchmark
    public long write() throws IOException {
        return write(contender);
    }

    private long write(ParquetContender writer) throws IOException {
        Files.deleteIfExists(target);
        return writer.write(target, batches.all(), FileFormat.standard(compression));
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

    private BarDigest digest() {
        BarDigest digest = new BarDigest();
        try (BatchStream stream = new ParquetTableStore().read(target, allocator)) {
            while (stream.advance()) {
                digest.accept(ArrowBars.bronze(stream.batch()));
            }
        }
        return digest;
    }
}
