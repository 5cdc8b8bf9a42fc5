package io.quantmini.query.internal;

import io.quantmini.query.QueryException;
import io.quantmini.query.QueryException.Reason;
import java.sql.SQLException;
import org.duckdb.DuckDBConnection;

/** A session that answers lease: closed by the last of them once it is to be closed. Safe for use by several threads. */
final class SharedSession implements AutoCloseable {
    private final DuckDbSession session;
    private int leases = 1;
    private long databases;
    private boolean closed;

    SharedSession(DuckDbSession session) {
        this.session = session;
    }

    /** The right to use the session until the lease is closed. */
    synchronized Lease lease() {
        if (closed) {
            throw new QueryException(Reason.FAILED, "cannot answer: the engine is closed", null);
        }
        leases++;
        return new Lease();
    }

    /** Gives no more leases. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        release();
    }

    private void release() {
        synchronized (this) {
            if (--leases > 0) {
                return;
            }
        }
        session.close();
    }

    private synchronized String nextDatabase() {
        return "question_" + databases++;
    }

    /** One user of the session. */
    final class Lease implements AutoCloseable {
        private boolean released;

        /** A connection of its own. */
        DuckDBConnection connect() throws SQLException {
            return session.connection().duplicate();
        }

        /** A name that no other database of the session has or had. */
        String databaseName() {
            return nextDatabase();
        }

        @Override
        public void close() {
            if (!released) {
                released = true;
                release();
            }
        }
    }
}
