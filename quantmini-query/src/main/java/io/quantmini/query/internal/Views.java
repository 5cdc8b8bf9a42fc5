package io.quantmini.query.internal;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.duckdb.DuckDBConnection;

/**
 * A connection that sees the tables of one question, as views in an in-memory database of its own: two questions may see
 * different states of the lake under the same names. What reads from it has to be closed before. Closed, it waits for a
 * question that reads the same files: making views of ten thousand takes DuckDB a tenth of a second.
 */
final class Views implements AutoCloseable {
    private final SharedSession.Lease lease;
    private final KeptViews.Database database;

    private Views(SharedSession.Lease lease, KeptViews.Database database) {
        this.lease = lease;
        this.database = database;
    }

    /** Makes the views, unless they are there; of none, there is no database. */
    static Views open(SharedSession.Lease lease, Map<LakeTable, String> selects) throws SQLException {
        KeptViews.Database kept = lease.takeViews(selects);
        return new Views(lease, kept != null ? kept : create(lease, selects));
    }

    /** Looks there for unqualified schemas; its question may close it to end a call. */
    DuckDBConnection connection() {
        return database.connection();
    }

    @Override
    public void close() throws SQLException {
        if (connection().isClosed()) {
            drop(lease, database);
            return;
        }
        for (KeptViews.Database last : lease.keepViews(database)) {
            drop(lease, last);
        }
    }

    private static KeptViews.Database create(SharedSession.Lease lease, Map<LakeTable, String> selects)
            throws SQLException {
        DuckDBConnection connection = lease.connect();
        KeptViews.Database database = new KeptViews.Database(lease.databaseName(), connection, selects);
        try (Statement statement = connection.createStatement()) {
            if (!selects.isEmpty()) {
                statement.execute("ATTACH ':memory:' AS " + SqlText.name(database.name()));
                fill(statement, database.name(), selects);
            }
            return database;
        } catch (SQLException e) {
            try {
                drop(lease, database);
            } catch (SQLException dropping) {
                e.addSuppressed(dropping);
            }
            throw e;
        }
    }

    private static void fill(Statement statement, String name, Map<LakeTable, String> selects) throws SQLException {
        statement.execute("USE " + SqlText.name(name));
        for (String schema : schemas(selects)) {
            statement.execute("CREATE SCHEMA " + SqlText.name(schema));
        }
        for (Map.Entry<LakeTable, String> view : selects.entrySet()) {
            LakeTable table = view.getKey();
            statement.execute("CREATE VIEW " + SqlText.name(table.schema()) + "." + SqlText.name(table.name()) + " AS "
                    + view.getValue());
        }
    }

    private static void drop(SharedSession.Lease lease, KeptViews.Database database) throws SQLException {
        database.connection().close();
        lease.execute("DETACH DATABASE IF EXISTS " + SqlText.name(database.name()));
    }

    private static Set<String> schemas(Map<LakeTable, String> selects) {
        Set<String> schemas = new TreeSet<>();
        selects.keySet().forEach(table -> schemas.add(table.schema()));
        return schemas;
    }
}
