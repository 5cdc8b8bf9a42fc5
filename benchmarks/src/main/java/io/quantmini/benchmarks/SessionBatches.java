package io.quantmini.benchmarks;

import io.quantmini.admission.Admission;
import io.quantmini.admission.AdmissionRequest;
import io.quantmini.admission.AdmittedStream;
import io.quantmini.ingest.StreamingIngestor;
import io.quantmini.market.Dataset;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.util.VectorBatchAppender;

/** A session of minute bars in memory, as many batches as the ingestor gave. Owns them. */
final class SessionBatches implements AutoCloseable {
    private final List<VectorSchemaRoot> batches = new ArrayList<>();

    private SessionBatches() {}

    static SessionBatches none() {
        return new SessionBatches();
    }

    static SessionBatches load(Path file, LocalDate session, BufferAllocator allocator) {
        SessionBatches batches = new SessionBatches();
        Path quarantine = file.resolveSibling(file.getFileName() + ".quarantine");
        AdmissionRequest request = AdmissionRequest.of(file, Dataset.STOCKS_MINUTE, session, quarantine);
        try (AdmittedStream rows = Admission.open(new StreamingIngestor(), request, allocator)) {
            while (rows.advance()) {
                batches.batches.add(copy(rows.batch(), allocator));
            }
        }
        return batches;
    }

    List<VectorSchemaRoot> all() {
        return batches;
    }

    @Override
    public void close() {
        batches.forEach(VectorSchemaRoot::close);
    }

    private static VectorSchemaRoot copy(VectorSchemaRoot batch, BufferAllocator allocator) {
        VectorSchemaRoot copy = VectorSchemaRoot.create(batch.getSchema(), allocator);
        for (int column = 0; column < batch.getFieldVectors().size(); column++) {
            FieldVector target = copy.getVector(column);
            target.allocateNew();
            VectorBatchAppender.batchAppend(target, batch.getVector(column));
        }
        copy.setRowCount(batch.getRowCount());
        return copy;
    }
}
