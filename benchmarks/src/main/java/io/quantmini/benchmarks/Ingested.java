package io.quantmini.benchmarks;

import io.quantmini.admission.Admission;
import io.quantmini.admission.AdmissionRequest;
import io.quantmini.admission.AdmittedStream;
import io.quantmini.market.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * One file, admitted.
 *
 * @param read records of the file
 * @param published rows given
 */
record Ingested(long read, long published) {
    static Ingested of(Path file, Dataset dataset, OurIngestor ingestor) throws IOException {
        return of(file, dataset, ingestor, batch -> {});
    }

    /** The batches are borrowed for the call. */
    static Ingested of(Path file, Dataset dataset, OurIngestor ingestor, Consumer<VectorSchemaRoot> sink)
            throws IOException {
        Path directory = Files.createTempDirectory("quarantine");
        Path quarantine = directory.resolve("rows.ndjson.gz");
        AdmissionRequest request = AdmissionRequest.of(file, dataset, SessionFiles.session(file), quarantine);
        try (BufferAllocator allocator = new RootAllocator();
                AdmittedStream rows = Admission.open(ingestor.ingestor(), request, allocator)) {
            while (rows.advance()) {
                sink.accept(rows.batch());
            }
            return new Ingested(rows.tally().read(), rows.tally().published());
        } finally {
            Files.deleteIfExists(quarantine);
            Files.delete(directory);
        }
    }
}
