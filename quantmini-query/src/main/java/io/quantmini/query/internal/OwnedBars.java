package io.quantmini.query.internal;

import io.quantmini.batch.BatchStream;
import java.util.concurrent.Callable;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** Rows, the allocator they are in, which goes with them, and how long they are waited for. */
final class OwnedBars implements BatchStream {
    private final BatchStream rows;
    private final BufferAllocator allocator;
    private final Patience patience;
    private final Faults faults;
    private boolean closed;

    private OwnedBars(BatchStream rows, BufferAllocator allocator, Patience patience, Faults faults) {
        this.rows = rows;
        this.allocator = allocator;
        this.patience = patience;
        this.faults = faults;
    }

    /** Opens rows in an allocator. */
    @FunctionalInterface
    interface Source {
        BatchStream open(BufferAllocator allocator);
    }

    /** The rows in a child of the allocator. */
    static OwnedBars open(Source source, BufferAllocator parent, Patience patience, Faults faults) {
        BufferAllocator own = parent.newChildAllocator("query", 0, parent.getLimit());
        BatchStream[] opened = new BatchStream[1];
        try {
            within(
                    () -> {
                        opened[0] = source.open(own);
                        return true;
                    },
                    patience,
                    faults);
            return new OwnedBars(opened[0], own, patience, faults);
        } catch (RuntimeException e) {
            if (opened[0] != null) {
                opened[0].close();
            }
            own.close();
            throw e;
        }
    }

    @Override
    public Schema schema() {
        return rows.schema();
    }

    @Override
    public boolean advance() {
        return within(rows::advance, patience, faults);
    }

    @Override
    public VectorSchemaRoot batch() {
        return rows.batch();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            rows.close();
        } finally {
            allocator.close();
        }
    }

    private static boolean within(Callable<Boolean> work, Patience patience, Faults faults) {
        try {
            return patience.call(work, Patience.Cut.NONE);
        } catch (Exception e) {
            if (Thread.currentThread().isInterrupted()) {
                patience.check(); // an interrupt also closes the file that is being read
            }
            throw faults.of(e);
        }
    }
}
