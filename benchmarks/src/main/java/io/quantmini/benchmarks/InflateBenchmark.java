package io.quantmini.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A gzip file in memory, decompressed on one thread, checksums verified. Before anything is timed, every contender must give
 * the same bytes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class InflateBenchmark {
    @Param
    InflateContender contender = InflateContender.QUANTMINI;

    /** A gzip file of your own; empty for synthetic minute bars. */
    @Param("")
    String file = "";

    /** Rows of the synthetic file. */
    @Param("" + MinuteBars.ROWS)
    int rows;

    private byte[] gzip = new byte[0];

    @Setup
    public void prove() throws IOException, NoSuchAlgorithmException {
        gzip = file.isEmpty() ? bars() : Files.readAllBytes(Path.of(file));
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        byte[] ours = InflateContender.QUANTMINI.digest(gzip, sha256);
        for (InflateContender other : InflateContender.values()) {
            if (!Arrays.equals(other.digest(gzip, sha256), ours)) {
                throw new IllegalStateException("[" + file
                        + "] cannot time readers that disagree: expected the bytes of quantmini from " + other);
            }
        }
        long bytes = contender.read(gzip, (chunk, from, count) -> {});
        System.out.println("# all contenders agree: " + gzip.length + " bytes to " + bytes + "; MB/s of text = "
                + bytes / 1000 + " / (ms/op)");
    }

    @Benchmark
    public long read() throws IOException {
        return contender.read(gzip, (chunk, from, count) -> {});
    }

    private byte[] bars() throws IOException {
        Path path = Files.createTempFile("minute-bars", ".csv.gz");
        try {
            MinuteBars.write(path, LocalDate.of(2025, 1, 2), rows);
            return Files.readAllBytes(path);
        } finally {
            Files.delete(path);
        }
    }
}
