package io.quantmini.ingest;

import io.quantmini.admission.GzipFiles;
import io.quantmini.market.Dataset;
import io.quantmini.stage.IngestLimits;
import io.quantmini.stage.IngestRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;

/**
 * Any text: the fast ingestors give the rows, the malformed records and the tally that the plain one gives, or refuse it as that
 * does. The length of the text chooses the longest line and the size of batches. A target of {@code .ci/fuzz}.
 */
public final class CsvFuzzer {
    private static final Path DIRECTORY = directory();
    private static final Path FILE = DIRECTORY.resolve("fuzz.csv.gz");
    private static final int SHORT_LINE = 100;

    private CsvFuzzer() {}

    /** Fails on a difference. */
    public static void fuzzerTestOneInput(byte[] text) {
        IngestRequest request = request(text);
        int batchRows = 1 + text.length % 50;
        Candidates plain = Candidates.of(new PlainIngestor(batchRows), request);
        for (FastIngestor fast : FastIngestor.values()) {
            String difference = plain.difference(Candidates.of(fast.create(batchRows), request), true);
            if (difference != null) {
                throw new AssertionError(fast + " differs: " + difference);
            }
        }
    }

    private static IngestRequest request(byte[] text) {
        try {
            Files.write(FILE, GzipFiles.member(text, 0, Deflater.NO_COMPRESSION, Deflater.DEFAULT_STRATEGY));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int line = text.length % 3 == 0 ? SHORT_LINE : 64 << 10;
        IngestLimits limits = new IngestLimits(64L << 30, 10_000, line, 1 << 30, 1, 1);
        return new IngestRequest(FILE, Dataset.STOCKS_MINUTE, SeedFile.SESSION, limits, (row, fault) -> {});
    }

    private static Path directory() {
        try {
            Path directory = Files.createTempDirectory("csv-fuzzer");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try {
            Files.deleteIfExists(FILE);
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
