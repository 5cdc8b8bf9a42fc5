package io.quantmini.pipeline;

import io.quantmini.ResourceLimitException;
import io.quantmini.profile.ResourceBudget;
import io.quantmini.stage.Ingestor;
import io.quantmini.stage.Placement;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.jspecify.annotations.Nullable;

/**
 * Stages units and gives them in their order: each when it is asked for, or several side by side if the ingestor and the
 * memory allow it. Which of the two shows in nothing but the time it takes: a unit for which its share of the memory is too little is
 * staged once more by itself. Used by one thread.
 */
final class StagedUnits implements AutoCloseable {
    private static final long MIB = 1L << 20;

    /** What a unit takes at least: batches of candidate and of admitted rows, pages in the making. */
    private static final long OFF_HEAP_PER_UNIT = 32 * MIB;

    private static final long HEAP_PER_UNIT = 64 * MIB;

    private final Iterator<Work> work;
    private final @Nullable SideBySide<StagedUnit> several;
    private volatile boolean stopped;

    /** A unit and where its files belong. */
    record Work(BronzeUnit unit, Placement placement) {}

    /** Begins at once where several are staged side by side. */
    StagedUnits(Run run, List<Work> work) {
        this.work = work.iterator();
        Ingestor ingestor = run.stages().ingestor();
        ResourceBudget budget = run.context().budget();
        BufferAllocator allocator = run.context().allocator();
        long headroom = allocator.getLimit() - allocator.getAllocatedMemory();
        int most = most(Math.min(work.size(), ingestor.filesAtOnce(budget)), headroom, budget.heapBytes());
        this.several = most == 1
                ? null
                : new SideBySide<>(
                        tasks(work, headroom / most), most, () -> ingestor.filesAtOnce(budget), StagedUnit::close);
    }

    private static int most(int wanted, long offHeap, long heap) {
        return (int) Math.max(1, Math.min(wanted, Math.min(offHeap / OFF_HEAP_PER_UNIT, heap / HEAP_PER_UNIT)));
    }

    private List<Supplier<StagedUnit>> tasks(List<Work> work, long memoryBytes) {
        List<Supplier<StagedUnit>> tasks = new ArrayList<>();
        for (Work one : work) {
            tasks.add(() -> one.unit().stage(new Staging(one.placement(), memoryBytes, () -> stopped)));
        }
        return tasks;
    }

    /**
     * The next unit, for the caller to commit and close.
     *
     * @throws PipelineInterruptedException when this thread is interrupted while it waits for others, or writes itself
     */
    StagedUnit next() {
        Work next = work.next();
        if (several == null) {
            return alone(next);
        }
        try {
            try {
                return several.take();
            } catch (ResourceLimitException | OutOfMemoryException tooSmallAShare) {
                return several.alone(() -> alone(next));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PipelineInterruptedException();
        }
    }

    private static StagedUnit alone(Work work) {
        try {
            return work.unit().stage(Staging.alone(work.placement()));
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted() && isOfInterrupt(e)) {
                PipelineInterruptedException interrupted = new PipelineInterruptedException();
                interrupted.addSuppressed(e);
                throw interrupted;
            }
            throw e;
        }
    }

    /** Whether it was thrown because an interrupt closes the files of a thread that writes them. */
    private static boolean isOfInterrupt(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClosedByInterruptException) {
                return true;
            }
        }
        return false;
    }

    /** Throws away what was staged and not asked for. */
    @Override
    public void close() {
        stopped = true;
        if (several != null) {
            several.close();
        }
    }
}
