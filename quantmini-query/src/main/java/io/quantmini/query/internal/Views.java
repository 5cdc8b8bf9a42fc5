package io.quantmini.query.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tables of one question, as views in an in-memory database of its own: two questions may see different states of the
 * lake under the same names. What reads from it has to be closed before. Closed, it waits for a question that reads the same
 * files: making views of ten thousand takes DuckDB a tenth of a second.
 */
final class Views implements AutoCloseable {
    private final SharedSession.Lease lease;
    private final KeptViews.Database database;

    private Views(SharedSession.Lease lease, KeptViews.Database database) {
        this.lease = lease;
        this.database = database;
    }

    /** Makes the views, unless they are there, and has the connection look there for unqualified schemas. */
    static Views open(SharedSession.Lease lease, Connection connection, Map<LakeTable, String> selects)
            throws SQLException {
        KeptViews.Database kept = lease.takeViews(selects);
        Views views = new Views(lease, kept != null ? kept : new KeptViews.Database(lease.databaseName(), selects));
        try (Statement statement = connection.createStatement()) {
            if (kept == null) {
                statement.execute("ATTACH ':memory:' AS " + views.name());
            }
            try {
                statement.execute("USE " + views.name());
                if (kept == null) {
                    fill(statement, selects);
                }
                return views;
            } catch (SQLException e) {
                views.dropAfter(e);
                throw e;
            }
        }
    }

    /** The connection of a question that was cancelled is closed, so another one drops what is not kept. */
    @Override
    public void close() throws SQLException {
        for (KeptViews.Database dropped : lease.keepViews(database)) {
            lease.execute("DETACH " + SqlText.name(dropped.name()));
        }
    }

    private String name() {
        return SqlText.name(database.name());
    }

    private static void fill(Statement statement, Map<LakeTable, String> selects) throws SQLException {
        for (String schema : schemas(selects)) {
            statement.execute("CREATE SCHEMA " + SqlText.name(schema));
        }
        for (Map.Entry<LakeTable, String> view : selects.entrySet()) {
            LakeTable table = view.getKey();
            statement.execute("CREATE VIEW " + SqlText.name(table.schema()) + "." + SqlText.name(table.name()) + " AS "
                    + view.getValue());
        }
    }

    private void dropAfter(SQLException failure) {
        try {
            lease.execute("DETACH " + name());
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private static Set<String> schemas(Map<LakeTable, String> selects) {
        Set<String> schemas = new TreeSet<>();
        selects.keySet().forEach(table -> schemas.add(table.schema()));
        return schemas;
    }
}
