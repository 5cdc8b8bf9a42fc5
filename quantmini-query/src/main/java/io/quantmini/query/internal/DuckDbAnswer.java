package io.quantmini.query.internal;

import io.quantmini.batch.BatchStream;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.util.AutoCloseables;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBResultSet;

/** The rows of a {@link Question} as DuckDB makes them; owns its connection, its views and its allocator. */
final class DuckDbAnswer implements BatchStream {
    private static final long BATCH_ROWS = 16_384;

    private final PlannedFiles files;
    private final Faults faults;
    private final Deque<AutoCloseable> owned;
    private final ArrowReader reader;
    private final VectorSchemaRoot batch;
    private boolean onBatch;

    private DuckDbAnswer(PlannedFiles files, Faults faults, Deque<AutoCloseable> owned, ArrowReader reader)
            throws IOException {
        this.files = files;
        this.faults = faults;
        this.owned = owned;
        this.reader = reader;
        this.batch = reader.getVectorSchemaRoot();
    }

    /** Starts the question; the lease goes with the stream, or at once when it fails. */
    static DuckDbAnswer open(Question question, SharedSession.Lease lease, BufferAllocator allocator, Faults faults) {
        Deque<AutoCloseable> owned = new ArrayDeque<>();
        owned.push(lease);
        try {
            BufferAllocator own = allocator.newChildAllocator("query", 0, allocator.getLimit());
            owned.push(own);
            DuckDBConnection connection = lease.connect();
            owned.push(connection);
            if (!question.views().isEmpty()) {
                owned.push(Views.create(connection, lease.databaseName(), question.views()));
            }
            PreparedStatement statement = DeepStack.call(() -> connection.prepareStatement(question.sql()));
            owned.push(statement);
            DuckDBResultSet rows = execute(connection, statement, question);
            owned.push(rows);
            ArrowReader reader = (ArrowReader) rows.arrowExportStream(own, BATCH_ROWS);
            owned.push(reader);
            return new DuckDbAnswer(question.files(), faults, owned, reader);
        } catch (Exception e) {
            RuntimeException failure = faults.of(e, question.files());
            try {
                AutoCloseables.close(owned);
            } catch (Exception closing) {
                failure.addSuppressed(closing);
            }
            throw failure;
        }
    }

    private static DuckDBResultSet execute(DuckDBConnection connection, PreparedStatement statement, Question question)
            throws SQLException {
        Parameters.bind(statement, question.parameters());
        try {
            return statement.executeQuery().unwrap(DuckDBResultSet.class);
        } catch (SQLException e) {
            throw String.valueOf(e.getMessage()).contains("Invalid result set") ? reason(connection, question, e) : e;
        }
    }

    /** The driver keeps the error of a streamed result that fails at once to itself; run again by chunks it tells. */
    private static SQLException reason(DuckDBConnection connection, Question question, SQLException failure) {
        try (DuckDBPreparedStatement again = connection.prepare(question.sql())) {
            Parameters.bind(again, question.parameters());
            try (DuckDBChunkedResult chunks = again.query()) {
                chunks.nextChunk();
            }
            return failure;
        } catch (SQLException told) {
            return told;
        }
    }

    @Override
    public Schema schema() {
        return batch.getSchema();
    }

    @Override
    public boolean advance() {
        onBatch = false;
        try {
            do {
                if (!reader.loadNextBatch()) {
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
        if (!onBatch) {
            throw new IllegalStateException("[query] expected a current batch, got none; call advance() first");
        }
        return batch;
    }

    @Override
    public void close() {
        onBatch = false;
        Iterable<AutoCloseable> rest = new ArrayList<>(owned);
        owned.clear();
        try {
            AutoCloseables.close(rest);
        } catch (Exception e) {
            throw faults.of(e);
        }
    }
}
