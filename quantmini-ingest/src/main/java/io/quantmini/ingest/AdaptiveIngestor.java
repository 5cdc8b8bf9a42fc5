package io.quantmini.ingest;

import io.quantmini.ResourceLimitException;
import io.quantmini.profile.ExecutionMode;
import io.quantmini.profile.MemoryMonitor;
import io.quantmini.profile.PressureLevel;
import io.quantmini.profile.ResourceBudget;
import io.quantmini.stage.CandidateStream;
import io.quantmini.stage.IngestRequest;
import io.quantmini.stage.Ingestor;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Decodes each file in the mode that suits it and the memory there is: that of the budget, or a more modest one when the file
 * does not fit or memory runs short. Whether whole files are held is a matter of memory; inflating ahead takes next to none, so a large
 * file is inflated ahead in any mode but batch, as long as a thread is to spare. All choices give the same rows. Safe for use by several threads.
 */
public final class AdaptiveIngestor implements Ingestor {
    /** Columns and places of the rows take about as much as their text. */
    private static final int ROOM_FOR_BATCH = 2;

    private final ResourceBudget budget;
    private final Pressure pressure;
    private final BatchIngestor batch;
    private final SpareThreads threads;
    private final int batchRows;
    private final long smallFileBytes;

    /** Of a run with that budget, which the monitor watches. */
    public AdaptiveIngestor(ResourceBudget budget, MemoryMonitor monitor) {
        this(budget, Pressure.of(monitor), StreamingIngestor.DEFAULT_ROWS, ParallelIngestor.SMALL_FILE_BYTES);
    }

    /** With batches of at most {@code batchRows} rows where the file is not one; files below that size are small. */
    AdaptiveIngestor(ResourceBudget budget, Pressure pressure, int batchRows, long smallFileBytes) {
        this.budget = budget;
        this.pressure = pressure;
        this.batch = new BatchIngestor(budget);
        this.threads = new SpareThreads(budget.threads());
        this.batchRows = batchRows;
        this.smallFileBytes = smallFileBytes;
    }

    /**
     * How one file is decoded.
     *
     * @param mode of the file
     * @param ahead whether a thread to spare inflates ahead of the one that reads
     * @param reason in a few words
     */
    record Choice(ExecutionMode mode, boolean ahead, String reason) {}

    @Override
    public CandidateStream open(IngestRequest request, BufferAllocator allocator) {
        Choice choice = choose(request.file(), allocator);
        if (choice.mode() == ExecutionMode.BATCH) {
            try {
                return batch.open(request, allocator);
            } catch (ResourceLimitException tooLarge) {
                // the text is longer than the trailer says, or another file was faster
                return stream(request, allocator, true);
            }
        }
        return stream(request, allocator, choice.ahead());
    }

    private CandidateStream stream(IngestRequest request, BufferAllocator allocator, boolean ahead) {
        return FlatFileStream.open(request, AheadText.open(request, threads, ahead), batchRows, allocator);
    }

    /** What {@link #open} would do with a file now. */
    Choice choose(Path file, BufferAllocator allocator) {
        PressureLevel level = pressure.level();
        if (level == PressureLevel.CRITICAL) {
            return new Choice(ExecutionMode.STREAMING, false, "memory is all but used up");
        }
        boolean large = ParallelIngestor.sizeOf(file) >= smallFileBytes;
        if (budget.mode() != ExecutionMode.BATCH) {
            return new Choice(budget.mode(), large, large ? "a large file" : "a small file");
        }
        if (level == PressureLevel.ELEVATED) {
            return new Choice(ExecutionMode.STREAMING, large, "memory runs short");
        }
        long text = BatchIngestor.statedTextBytes(file);
        boolean fits = batch.hasRoomFor(text) && ROOM_FOR_BATCH * text <= allocator.getHeadroom();
        return fits
                ? new Choice(ExecutionMode.BATCH, false, "the whole file fits")
                : new Choice(ExecutionMode.STREAMING, large, "the whole file does not fit");
    }

    @Override
    public int filesAtOnce(ResourceBudget ofRun) {
        return pressure.level() == PressureLevel.CRITICAL ? 1 : ofRun.threads();
    }

    /** What it would do on a machine with that budget, in a few words. */
    static String describe(ResourceBudget budget) {
        String mode = budget.mode().name().toLowerCase(Locale.ROOT);
        return mode + " for this memory, less when it runs short; " + ParallelIngestor.describe(budget);
    }
}
