package io.quantmini.stage;

import io.quantmini.market.BarSchema;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** The stream over a {@link RowDecoder}: owns the decoder and the memory of its one batch. */
final class DecodedStream implements CandidateStream {
    private final RowDecoder decoder;
    private final CandidateBatch batch;
    private boolean ended;
    private boolean current;
    private boolean closed;

    private DecodedStream(RowDecoder decoder, CandidateBatch batch) {
        this.decoder = decoder;
        this.batch = batch;
    }

    static DecodedStream open(RowDecoder decoder, int rows, BufferAllocator allocator) {
        CandidateBatch batch;
        try {
            batch = CandidateBatch.allocate(rows, allocator);
        } catch (RuntimeException e) {
            try (decoder) {
                throw e;
            }
        }
        return new DecodedStream(decoder, batch);
    }

    @Override
    public Schema schema() {
        return BarSchema.candidate();
    }

    @Override
    public boolean advance() {
        current = false;
        batch.clear();
        while (!ended && batch.isEmpty()) {
            ended = !decoder.decode(batch);
        }
        if (batch.isEmpty()) {
            return false;
        }
        batch.seal();
        current = true;
        return true;
    }

    @Override
    public VectorSchemaRoot batch() {
        requireCurrent();
        return batch.root();
    }

    @Override
    public RawRow raw(int row) {
        requireCurrent();
        return batch.raw(row);
    }

    @Override
    public FileTally tally() {
        return decoder.tally();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        current = false;
        ended = true;
        try (decoder) {
            batch.free();
        }
    }

    private void requireCurrent() {
        if (!current) {
            throw new IllegalStateException(
                    "[candidate stream] expected a current batch, got none; call advance() first");
        }
    }
}
