package io.quantmini.ingest;

import io.quantmini.ResourceLimitException;
import io.quantmini.admission.FileAccessException;
import io.quantmini.ingest.inflate.StreamInflater;
import io.quantmini.profile.ResourceBudget;
import io.quantmini.stage.CandidateStream;
import io.quantmini.stage.IngestRequest;
import io.quantmini.stage.Ingestor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;

/**
 * Decodes a whole file as one batch (a last record without line end comes in a batch of its own). On the heap the text and 12
 * bytes a row; off-heap, from the given allocator, room for as many rows as the text has, which are counted first. A file too
 * large for either is a {@link ResourceLimitException} with nothing left allocated. Safe for use by several threads.
 */
public final class BatchIngestor implements Ingestor {
    /** One text may take up a quarter of the heap, all that are open half: growing one copies it, and their rows' places add to it. */
    private static final int SHARE_OF_HEAP = 4;

    /** No gzip member comes to more than this for each of its bytes. */
    private static final long MOST_INFLATION = 1_032;

    private final int mostTextBytes;
    private final HeldBytes held;

    /** Takes texts of up to a quarter of the budget's heap, at most what a Java array holds. */
    public BatchIngestor(ResourceBudget budget) {
        this((int) Math.min(WholeText.MOST_BYTES, budget.heapBytes() / SHARE_OF_HEAP), budget.heapBytes() / 2);
    }

    /** With texts of at most so many bytes, and those that are open together. */
    BatchIngestor(int mostTextBytes, long mostHeldBytes) {
        this.mostTextBytes = mostTextBytes;
        this.held = new HeldBytes(mostHeldBytes);
    }

    /** Reads the file to its end; a fault of the gzip stream or of the header comes out here. */
    @Override
    public CandidateStream open(IngestRequest request, BufferAllocator allocator) {
        String file = request.file().toString();
        GzipText gzip = GzipText.open(request, StreamInflater::create);
        WholeText text = held.hold(WholeText.read(gzip, file, statedTextBytes(request.file()), mostTextBytes), file);
        try {
            return new FlatFileStream(request, text, rows(request, text, allocator));
        } catch (RuntimeException e) {
            try (text) {
                throw e;
            }
        }
    }

    private static RowColumns rows(IngestRequest request, WholeText text, BufferAllocator allocator) {
        BatchSize size = BatchSize.of(text, request);
        try {
            return RowColumns.allocate(Math.max(1, size.rows()), size.tickerBytes(), allocator);
        } catch (OutOfMemoryException e) {
            throw new ResourceLimitException(
                    "off-heap bytes",
                    allocator.getLimit(),
                    size.bytes(),
                    "[" + request.file() + "] cannot hold the file as one batch: expected room for " + size.rows()
                            + " rows, " + size.bytes() + " bytes, within " + allocator.getLimit()
                            + "; use PIPELINE_MODE streaming, or raise MAX_MEMORY_GB",
                    e);
        }
    }

    /** Whether a text would find room beside those that are open. */
    boolean hasRoomFor(long textBytes) {
        return textBytes <= mostTextBytes && held.hasRoomFor(textBytes);
    }

    /** What the file's trailer says of the length of its text: right if it has one member, and bounded in any case. */
    static long statedTextBytes(Path file) {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long size = channel.size();
            ByteBuffer stated = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            channel.position(Math.max(0, size - Integer.BYTES));
            while (stated.hasRemaining()) {
                if (channel.read(stated) < 0) {
                    return 0;
                }
            }
            return Math.min(Integer.toUnsignedLong(stated.getInt(0)), size * MOST_INFLATION);
        } catch (IOException e) {
            throw new FileAccessException(file.toString(), "read", e);
        }
    }
}
