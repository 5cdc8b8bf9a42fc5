package io.quantmini.ingest;

import io.quantmini.ingest.inflate.StreamInflater;
import io.quantmini.stage.CandidateStream;
import io.quantmini.stage.IngestRequest;
import io.quantmini.stage.Ingestor;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Decodes a file from front to back in batches of fixed memory, however large the file is: 1 MiB off-heap and as much
 * on the heap for each open stream. Stateless; safe for use by several threads.
 */
public final class StreamingIngestor implements Ingestor {
    /** More rows than a chunk of text has, so that a batch is what is in the cache anyway. */
    static final int DEFAULT_ROWS = 8 << 10;

    private final int batchRows;

    /** With batches of what is in memory of the text, some 4,000 rows. */
    public StreamingIngestor() {
        this(DEFAULT_ROWS);
    }

    /** With batches of at most {@code batchRows} rows; how rows are cut into batches changes no result. */
    public StreamingIngestor(int batchRows) {
        this.batchRows = batchRows;
    }

    @Override
    public CandidateStream open(IngestRequest request, BufferAllocator allocator) {
        return FlatFileStream.open(request, GzipText.open(request, StreamInflater::create), batchRows, allocator);
    }
}
