package io.quantmini.admission;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;

/**
 * Sorts rows by ticker, time and number in the file: segment by segment in memory, of which it takes up to half of what is
 * free; each time that is full, its rows become a run in a file.
 */
final class RowSorter implements AutoCloseable {
    private final SortSpace space;
    private final RowOrder order;
    private final Owned owned = new Owned();
    private final BufferAllocator allocator;
    private final List<RowSegment> segments = new ArrayList<>();
    private final SpilledRuns spilled;
    // the segment that takes rows; those before it are sorted
    private int current;

    /** Takes its memory from a child of {@code parent}; on failure nothing is left allocated. */
    RowSorter(SortSpace space, Path directory, BufferAllocator parent) {
        this.space = space;
        this.order = new RowOrder(RowSegment.maxRows(space.segmentBytes()));
        this.allocator = parent.newChildAllocator("rows to sort", 0, parent.getLimit());
        owned.add(allocator::close);
        owned.add(this::release);
        try {
            segments.add(new RowSegment(space.segmentBytes(), allocator));
            this.spilled = new SpilledRuns(directory, space, allocator);
        } catch (RuntimeException e) {
            throw owned.closeAfter(e);
        }
        owned.add(spilled::close);
    }

    private void release() {
        segments.forEach(RowSegment::close);
        segments.clear();
    }

    /** Takes an admissible row. */
    void add(CandidateBlock block, int row) {
        if (segments.get(current).add(block, row)) {
            return;
        }
        segments.get(current).sort(order);
        nextSegment();
        if (!segments.get(current).add(block, row)) {
            throw new IllegalStateException("[rows to sort] expected rows that fit a segment, got a longer one");
        }
    }

    private void nextSegment() {
        if (current + 1 < segments.size() || grow()) {
            current++;
        } else {
            spill();
        }
    }

    private boolean grow() {
        int bytes = space.segmentBytes();
        boolean isRoom = allocator.getHeadroom() >= allocator.getAllocatedMemory() + bytes;
        if (!isRoom || segments.size() == space.maxSegments()) {
            return false;
        }
        try {
            return segments.add(new RowSegment(bytes, allocator));
        } catch (OutOfMemoryException e) {
            // somebody else took it
            return false;
        }
    }

    private void spill() {
        spilled.write(inMemory());
        segments.forEach(RowSegment::clear);
        current = 0;
    }

    private RowRun inMemory() {
        List<RowRun> runs = new ArrayList<>();
        for (RowSegment segment : segments) {
            runs.add(segment.run());
        }
        return new RowMerge(runs);
    }

    /** All rows in order; no row can be added any more. */
    RowRun finish() {
        segments.get(current).sort(order);
        if (spilled.isEmpty()) {
            return inMemory();
        }
        spill();
        while (segments.size() > 1) {
            segments.remove(segments.size() - 1).close();
        }
        return spilled.merged(segments.get(0));
    }

    @Override
    public void close() {
        owned.close();
    }
}
