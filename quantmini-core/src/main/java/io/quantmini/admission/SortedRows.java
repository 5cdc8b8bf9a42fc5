package io.quantmini.admission;

import io.quantmini.ResourceLimitException;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** All rows of a file, copied off-heap and given in order of (ticker, time, place in the file). */
final class SortedRows implements RowSource {
    /** One view can hold no more. */
    private static final int MAX_ROWS = Integer.MAX_VALUE / Long.BYTES;

    private final ScreenedRows rows;
    private final String file;
    private final BufferAllocator allocator;
    private final List<RowChunk> chunks = new ArrayList<>();
    private @Nullable ArrowBuf order;
    private @Nullable LongBuffer places;
    private int size;
    private int next;

    /** Takes its memory from a child of {@code parent}, as much as that has. */
    SortedRows(ScreenedRows rows, String file, BufferAllocator parent) {
        this.rows = rows;
        this.file = file;
        this.allocator = parent.newChildAllocator("rows to sort", 0, parent.getLimit());
    }

    @Override
    public boolean feed(KeyGroups groups) {
        LongBuffer sorted = places;
        if (sorted == null) {
            sorted = sort();
            places = sorted;
        }
        while (!groups.isFull() && next < size) {
            long place = sorted.get(next++);
            RowChunk chunk = chunk(place);
            int row = (int) place;
            if (!groups.accept(chunk.columns(), row, chunk.ordinal(row))) {
                throw new IllegalStateException(
                        "[" + file + "] expected sorted rows, got row " + chunk.ordinal(row) + " out of order");
            }
        }
        return next < size;
    }

    private LongBuffer sort() {
        long total = 0;
        while (rows.advance()) {
            if (rows.size() > 0) {
                chunks.add(RowChunk.copy(rows, allocator));
                total += rows.size();
            }
        }
        if (total > MAX_ROWS) {
            throw new ResourceLimitException(
                    "rows to sort",
                    MAX_ROWS,
                    total,
                    "[" + file + "] cannot sort the file: expected at most " + MAX_ROWS + " rows, got " + total
                            + "; sort it by ticker and window_start before it is ingested");
        }
        size = (int) total;
        ArrowBuf buffer = allocator.buffer(Math.max(1, total) * Long.BYTES);
        order = buffer;
        LongBuffer values = TickerText.view(buffer).asLongBuffer();
        int at = 0;
        for (int chunk = 0; chunk < chunks.size(); chunk++) {
            for (int i = 0; i < chunks.get(chunk).size(); i++) {
                values.put(at++, (long) chunk << 32 | chunks.get(chunk).row(i));
            }
        }
        try (ArrowBuf scratch = allocator.buffer(buffer.capacity())) {
            RowOrder.sort(values, size, TickerText.view(scratch).asLongBuffer(), this::compare);
        }
        return values;
    }

    private int compare(long left, long right) {
        CandidateColumns a = chunk(left).columns();
        CandidateColumns b = chunk(right).columns();
        int byTicker = a.ticker().compare((int) left, b.ticker(), (int) right);
        return byTicker != 0 ? byTicker : Long.compare(a.windowStart((int) left), b.windowStart((int) right));
    }

    private RowChunk chunk(long place) {
        return chunks.get((int) (place >>> 32));
    }

    @Override
    public void close() {
        chunks.forEach(RowChunk::close);
        chunks.clear();
        if (order != null) {
            order.close();
            order = null;
        }
        allocator.close();
    }
}
