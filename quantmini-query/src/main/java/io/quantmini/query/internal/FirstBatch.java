package io.quantmini.query.internal;

import io.quantmini.batch.BatchStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.TransferPair;
import org.jspecify.annotations.Nullable;

/**
 * A stream whose first batch is there already; what it reads from is closed when there is no second. Owns both.
 */
final class FirstBatch implements BatchStream {
    private final Schema schema;
    private @Nullable BatchStream rest;
    private @Nullable VectorSchemaRoot first;
    private boolean before = true;
    private boolean restHasBatch;

    private FirstBatch(BatchStream stream) {
        this.schema = stream.schema();
        this.rest = stream;
    }

    /** Takes over a stream that nobody advanced yet, and advances it. */
    static FirstBatch of(BatchStream stream, BufferAllocator allocator) {
        FirstBatch batches = new FirstBatch(stream);
        try {
            batches.load(stream, allocator);
            return batches;
        } catch (RuntimeException e) {
            batches.close();
            throw e;
        }
    }

    private void load(BatchStream stream, BufferAllocator allocator) {
        if (stream.advance()) {
            first = taken(stream.batch(), allocator);
            restHasBatch = stream.advance();
        }
        if (!restHasBatch) {
            rest = null;
            stream.close();
        }
    }

    /** The batch without a copy; the stream allocates anew. */
    private static VectorSchemaRoot taken(VectorSchemaRoot batch, BufferAllocator allocator) {
        List<FieldVector> vectors = new ArrayList<>();
        for (FieldVector vector : batch.getFieldVectors()) {
            TransferPair pair = vector.getTransferPair(allocator);
            pair.transfer();
            vectors.add((FieldVector) pair.getTo());
        }
        return new VectorSchemaRoot(batch.getSchema().getFields(), vectors, batch.getRowCount());
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public boolean advance() {
        if (before) {
            before = false;
            return first != null;
        }
        closeFirst();
        if (restHasBatch) {
            restHasBatch = false;
            return true;
        }
        BatchStream stream = rest;
        return stream != null && stream.advance();
    }

    @Override
    public VectorSchemaRoot batch() {
        VectorSchemaRoot loaded = first;
        if (!before && loaded != null) {
            return loaded;
        }
        BatchStream stream = rest;
        return CurrentBatch.of(before || stream == null ? null : stream.batch());
    }

    @Override
    public void close() {
        closeFirst();
        BatchStream stream = rest;
        rest = null;
        if (stream != null) {
            stream.close();
        }
    }

    private void closeFirst() {
        VectorSchemaRoot loaded = first;
        first = null;
        if (loaded != null) {
            loaded.close();
        }
    }
}
