package io.quantmini.ingest;

import io.quantmini.ingest.inflate.ZipInflater;
import io.quantmini.stage.CandidateBatch;
import io.quantmini.stage.CandidateStream;
import io.quantmini.stage.IngestRequest;
import io.quantmini.stage.Ingestor;
import org.apache.arrow.memory.BufferAllocator;

/**
 * The plain version: {@code java.util.zip}, and one record after the other. What the fast ones are compared with, and a way
 * around them; same rows, same errors. Stateless; safe for use by several threads.
 */
public final class PlainIngestor implements Ingestor {
    private final int batchRows;

    /** With batches of {@link CandidateBatch#DEFAULT_ROWS}. */
    public PlainIngestor() {
        this(CandidateBatch.DEFAULT_ROWS);
    }

    /** With batches of at most {@code batchRows} rows; how rows are cut into batches changes no result. */
    public PlainIngestor(int batchRows) {
        this.batchRows = batchRows;
    }

    @Override
    public CandidateStream open(IngestRequest request, BufferAllocator allocator) {
        return CandidateStream.of(
                new PlainDecoder(request, GzipText.open(request, ZipInflater::new)), batchRows, allocator);
    }
}
