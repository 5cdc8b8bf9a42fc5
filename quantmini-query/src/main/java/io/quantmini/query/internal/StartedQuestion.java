package io.quantmini.query.internal;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.util.AutoCloseables;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBResultSet;

/** A {@link Question} that DuckDB works on, and all that was taken for it. */
final class StartedQuestion {
    private static final long BATCH_ROWS = 16_384;
    private static final int TRIES = 5;

    private final Question question;
    private final Patience patience;
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private final BufferAllocator own;
    private final DuckDBConnection connection;
    private final ArrowReader reader;

    /** Starts the question; the lease goes with it, or at once when it fails. */
    StartedQuestion(Question question, SharedSession.Lease lease, BufferAllocator allocator) throws Exception {
        this.question = question;
        this.patience = question.files().patience();
        owned.push(lease);
        try {
            own = allocator.newChildAllocator("query", 0, allocator.getLimit());
            owned.push(own);
            connection = lease.connect();
            owned.push(connection);
            if (!question.views().isEmpty()) {
                owned.push(Views.open(lease, connection, question.views()));
            }
            DuckDBResultSet rows = execute(prepare());
            reader = (ArrowReader) rows.arrowExportStream(own, BATCH_ROWS);
            owned.push(reader);
        } catch (Exception e) {
            closeAfter(e);
            throw e;
        }
    }

    /** Of the rows, while this is open. */
    ArrowReader reader() {
        return reader;
    }

    /** Has the reader load its next batch; false when there is none. */
    boolean load() throws Exception {
        // Between two batches no statement runs that could be cancelled; a closed connection ends its stream with an
        // error.
        try {
            return patience.call(reader::loadNextBatch, connection::close);
        } catch (Exception e) {
            if (Faults.root(e) instanceof OutOfMemoryException) {
                forget();
            }
            throw e;
        }
    }

    /** Arrow keeps on its books what it has imported of a batch that then did not fit; nobody can give that back. */
    private void forget() throws IOException {
        if (owned.remove(reader)) {
            reader.close();
        }
        own.releaseBytes(own.getAllocatedMemory());
    }

    /** Gives everything back; closing twice is harmless. */
    void close() throws Exception {
        Iterable<AutoCloseable> rest = new ArrayList<>(owned);
        owned.clear();
        AutoCloseables.close(rest);
    }

    private PreparedStatement prepare() throws Exception {
        PreparedStatement statement = patience.call(
                () -> DeepStack.call(() -> connection.prepareStatement(question.sql())), Patience.Cut.NONE);
        owned.push(statement);
        return statement;
    }

    private DuckDBResultSet execute(PreparedStatement first) throws Exception {
        PreparedStatement statement = first;
        for (int attempt = 1; ; attempt++) {
            try {
                return executeOnce(statement);
            } catch (SQLException e) {
                if (!String.valueOf(e.getMessage()).contains("Invalid result set") || attempt == TRIES) {
                    throw e;
                }
                requireSuccess();
                // What was wrong has passed, as when other questions had the memory.
                statement = prepare();
            }
        }
    }

    private DuckDBResultSet executeOnce(PreparedStatement statement) throws Exception {
        Parameters.bind(statement, question.parameters());
        DuckDBResultSet rows =
                patience.call(() -> statement.executeQuery().unwrap(DuckDBResultSet.class), statement::cancel);
        owned.push(rows);
        return rows;
    }

    /** The driver keeps the error of a streamed result that fails at once to itself; run again by chunks it tells. */
    private void requireSuccess() throws Exception {
        try (DuckDBPreparedStatement again = connection.prepare(question.sql())) {
            Parameters.bind(again, question.parameters());
            patience.call(
                    () -> {
                        try (DuckDBChunkedResult chunks = again.query()) {
                            return chunks.nextChunk();
                        }
                    },
                    connection::close);
        }
    }

    private void closeAfter(Exception failure) {
        try {
            close();
        } catch (Exception closing) {
            failure.addSuppressed(closing);
        }
    }
}
