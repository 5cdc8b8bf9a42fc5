package io.quantmini.query.internal;

import io.quantmini.batch.BatchStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** Rows and the allocator they are in, which goes with them. */
final class OwnedBars implements BatchStream {
    private final BatchStream rows;
    private final BufferAllocator allocator;
    private final Faults faults;
    private boolean closed;

    private OwnedBars(BatchStream rows, BufferAllocator allocator, Faults faults) {
        this.rows = rows;
        this.allocator = allocator;
        this.faults = faults;
    }

    /** Opens rows in an allocator. */
    @FunctionalInterface
    interface Source {
        BatchStream open(BufferAllocator allocator);
    }

    /** The rows in a child of the allocator. */
    static OwnedBars open(Source source, BufferAllocator parent, Faults faults) {
        BufferAllocator own = parent.newChildAllocator("query", 0, parent.getLimit());
        try {
            return new OwnedBars(source.open(own), own, faults);
        } catch (OutOfMemoryException e) {
            own.close();
            throw faults.of(e);
        } catch (RuntimeException e) {
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
        try {
            return rows.advance();
        } catch (OutOfMemoryException e) {
            throw faults.of(e);
        }
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
}
