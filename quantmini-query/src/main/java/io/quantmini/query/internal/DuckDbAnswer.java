package io.quantmini.query.internal;

import io.quantmini.batch.BatchStream;
import io.quantmini.query.QueryException;
import io.quantmini.query.QueryException.Reason;
import java.io.IOException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The rows of a {@link Question} as DuckDB makes them. Another thread may close it while {@link #advance()} runs, which then
 * fails as cancelled.
 */
final class DuckDbAnswer implements BatchStream {
    private final PlannedFiles files;
    private final Faults faults;
    private final StartedQuestion started;
    private final VectorSchemaRoot batch;
    private boolean onBatch;
    private boolean closed;

    private DuckDbAnswer(PlannedFiles files, Faults faults, StartedQuestion started) throws IOException {
        this.files = files;
        this.faults = faults;
        this.started = started;
        this.batch = started.reader().getVectorSchemaRoot();
    }

    /** Starts the question; the lease goes with the stream, or at once when it fails. */
    static DuckDbAnswer open(Question question, SharedSession.Lease lease, BufferAllocator allocator, Faults faults) {
        try {
            return new DuckDbAnswer(question.files(), faults, new StartedQuestion(question, lease, allocator));
        } catch (Exception e) {
            throw faults.of(e, question.files());
        }
    }

    @Override
    public Schema schema() {
        return batch.getSchema();
    }

    @Override
    public synchronized boolean advance() {
        onBatch = false;
        if (closed) {
            throw new QueryException(Reason.CANCELLED, "cannot go on: the answer is closed; ask again", null);
        }
        try {
            do {
                if (!started.load()) {
                    return false;
                }
            } while (batch.getRowCount() == 0);
        } catch (Exception e) {
            throw faults.of(e, files);
        }
        onBatch = true;
        return true;
    }

    @Override
    public VectorSchemaRoot batch() {
        return CurrentBatch.of(onBatch ? batch : null);
    }

    @Override
    public void close() {
        files.patience().cancel();
        synchronized (this) {
            onBatch = false;
            closed = true;
            try {
                started.close();
            } catch (Exception e) {
                throw faults.of(e);
            }
        }
    }
}
