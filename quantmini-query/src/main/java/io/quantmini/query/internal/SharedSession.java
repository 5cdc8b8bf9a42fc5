package io.quantmini.query.internal;

import io.quantmini.query.QueryException;
import io.quantmini.query.QueryException.Reason;
import io.quantmini.query.QuerySettings;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * A session that answers lease: opened by the first connection, for not every program needs one, and closed by the last of
 * them once it is to be closed. Safe for use by several threads.
 */
final class SharedSession implements AutoCloseable {
    private final DuckDbSession.Settings settings;
    private final Semaphore places;
    private final CallWatch watch;
    private final @Nullable Duration timeLimit;
    private final KeptViews views = new KeptViews();
    private int leases = 1;
    private long databases;
    private boolean closed;
    private @Nullable DuckDbSession session;

    SharedSession(DuckDbSession.Settings walled, QuerySettings settings) {
        this.settings = walled;
        this.places = new Semaphore(settings.questions(), true);
        this.watch = new CallWatch(settings.processBytes());
        this.timeLimit = settings.timeLimit();
    }

    /** How long a question that is asked now is waited for. */
    Patience patience() {
        return new Patience(watch, timeLimit);
    }

    /** The right to use the session until the lease is closed, once there is a place for one question more. */
    Lease lease(Patience patience) {
        patience.enter(places);
        try {
            return lease();
        } catch (RuntimeException e) {
            places.release();
            throw e;
        }
    }

    private synchronized Lease lease() {
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
        DuckDbSession open;
        synchronized (this) {
            open = session;
            session = null;
        }
        try {
            if (open != null) {
                open.close();
            }
        } finally {
            watch.close();
        }
    }

    private synchronized DuckDbSession session() {
        DuckDbSession open = session;
        if (open == null) {
            try {
                open = DuckDbSession.open(settings);
            } catch (SQLException | IOException e) {
                throw new QueryException(Reason.FAILED, "cannot open DuckDB: " + e.getMessage(), e);
            }
            session = open;
        }
        return open;
    }

    private synchronized String nextDatabase() {
        return "question_" + databases++;
    }

    /** One user of the session. */
    final class Lease implements AutoCloseable {
        private boolean released;

        /** A connection of its own. */
        DuckDBConnection connect() throws SQLException {
            return session().connection().duplicate();
        }

        /** A name that no other database of the session has or had. */
        String databaseName() {
            return nextDatabase();
        }

        /** A database with exactly these views, of a question that has ended; null when there is none. */
        KeptViews.@Nullable Database takeViews(Map<LakeTable, String> selects) {
            return views.take(selects);
        }

        /** Keeps a database for another question, and gives those that are to be dropped for it. */
        List<KeptViews.Database> keepViews(KeptViews.Database database) {
            return views.keep(database);
        }

        /** Runs a statement that gives no rows, on a connection that belongs to no question. */
        void execute(String sql) throws SQLException {
            DuckDbSession open = session();
            synchronized (open) {
                open.execute(sql);
            }
        }

        @Override
        public void close() {
            if (!released) {
                released = true;
                places.release();
                release();
            }
        }
    }
}
