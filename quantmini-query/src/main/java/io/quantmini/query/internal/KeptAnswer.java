package io.quantmini.query.internal;

import io.quantmini.batch.BatchStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.types.pojo.Schema;

/** An answer read back from Arrow's stream format. Owns its batches. */
final class KeptAnswer implements BatchStream {
    private final ArrowStreamReader reader;
    private final VectorSchemaRoot root;
    private boolean current;

    private KeptAnswer(ArrowStreamReader reader) throws IOException {
        this.reader = reader;
        this.root = reader.getVectorSchemaRoot();
    }

    static KeptAnswer open(byte[] answer, BufferAllocator allocator) {
        ArrowStreamReader reader = new ArrowStreamReader(new ByteArrayInputStream(answer), allocator);
        try {
            return new KeptAnswer(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Schema schema() {
        return root.getSchema();
    }

    @Override
    public boolean advance() {
        current = false;
        try {
            current = reader.loadNextBatch();
            return current;
        } catch (OutOfMemoryException e) {
            throw Faults.noRoom(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public VectorSchemaRoot batch() {
        return CurrentBatch.of(current ? root : null);
    }

    @Override
    public void close() {
        current = false;
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
