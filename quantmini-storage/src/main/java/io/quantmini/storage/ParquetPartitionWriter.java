package io.quantmini.storage;

import io.quantmini.batch.BatchStream;
import io.quantmini.lake.PartitionException;
import io.quantmini.stage.PartitionWriter;
import io.quantmini.stage.StagedFile;
import io.quantmini.stage.WriteRequest;
import io.quantmini.storage.internal.FileFormat;
import io.quantmini.storage.internal.UnitWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Writes partition files column by column: ZSTD pages with checksums, statistics, column and offset index, dictionaries
 * where values repeat, prices plain. The schema of the rows is the schema of the files: a field that is not nullable is
 * REQUIRED, another OPTIONAL.
 *
 * <p>Pages and row groups are cut by row count, and nothing of the machine or the clock enters a file, so the same rows
 * give the same bytes however they are batched, on however many threads, and whichever placement they came by. At most 32 files are open at once.
 * Rows out of order, a null in a required column, a column of a type that has no place in a lake, rows of several
 * sessions for a session file, and every fault of the disk are a {@link PartitionException}. Safe for use by several
 * threads, each with its own request.
 */
public final class ParquetPartitionWriter implements PartitionWriter {
    private final FileFormat format;
    private final int threads;
    private final AtomicInteger writing = new AtomicInteger();

    /** Compresses at ZSTD level 1. */
    public ParquetPartitionWriter() {
        this(PageCompression.ZSTD_1);
    }

    /** Encodes on the calling thread. */
    public ParquetPartitionWriter(PageCompression compression) {
        this(compression, 1);
    }

    /**
     * Encodes the files of one unit on several threads.
     *
     * @param threads of all writes together, at least 1; a write has at least the calling one
     */
    public ParquetPartitionWriter(PageCompression compression, int threads) {
        this(FileFormat.standard(compression), threads);
    }

    ParquetPartitionWriter(FileFormat format) {
        this(format, 1);
    }

    ParquetPartitionWriter(FileFormat format, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("[partition writer] expected at least 1 thread, got " + threads);
        }
        this.format = format;
        this.threads = threads;
    }

    @Override
    public List<StagedFile> write(WriteRequest request, BatchStream rows, BufferAllocator allocator) {
        int share = Math.max(1, threads / writing.incrementAndGet());
        try {
            return new UnitWriter(request, format, share, allocator).write(rows);
        } finally {
            writing.decrementAndGet();
        }
    }
}
