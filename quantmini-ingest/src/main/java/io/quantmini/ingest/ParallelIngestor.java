package io.quantmini.ingest;

import io.quantmini.admission.FileAccessException;
import io.quantmini.profile.ResourceBudget;
import io.quantmini.stage.CandidateStream;
import io.quantmini.stage.IngestRequest;
import io.quantmini.stage.Ingestor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Decodes as {@link StreamingIngestor} does, several files at once, and inflates large files ahead on threads of its own while the
 * budget has any to spare: threads that read and threads that inflate are together no more than it allows, except that a
 * reader is never refused. Up to 1.3 MiB on the heap and 1 MiB off-heap for each open stream. The threads end with the last stream. Safe for
 * use by several threads.
 */
public final class ParallelIngestor implements Ingestor {
    /** A smaller file, compressed, is inflated before a thread would have started. */
    static final long SMALL_FILE_BYTES = 1 << 20;

    private final SpareThreads threads;
    private final int batchRows;
    private final long smallFileBytes;

    /** With at most {@code threads} threads that read and inflate, at least 1. */
    public ParallelIngestor(int threads) {
        this(threads, StreamingIngestor.DEFAULT_ROWS, SMALL_FILE_BYTES);
    }

    /** With batches of at most {@code batchRows} rows; files below that size are inflated by the thread that reads. */
    ParallelIngestor(int threads, int batchRows, long smallFileBytes) {
        if (threads < 1) {
            throw new IllegalArgumentException("[parallel ingestor] expected at least 1 thread, got " + threads);
        }
        this.threads = new SpareThreads(threads);
        this.batchRows = batchRows;
        this.smallFileBytes = smallFileBytes;
    }

    @Override
    public CandidateStream open(IngestRequest request, BufferAllocator allocator) {
        AheadText text = AheadText.open(request, threads, sizeOf(request.file()) >= smallFileBytes);
        return FlatFileStream.open(request, text, batchRows, allocator);
    }

    /** What it does with that budget, in a few words. */
    static String describe(ResourceBudget budget) {
        return budget.threads() == 1
                ? "1 file at a time"
                : "up to " + budget.threads() + " files at once, large ones inflated ahead while a thread is to spare";
    }

    /** Bytes of a file as it is on disk. */
    static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new FileAccessException(file.toString(), "open", e);
        }
    }

    @Override
    public int filesAtOnce(ResourceBudget budget) {
        return budget.threads();
    }
}
