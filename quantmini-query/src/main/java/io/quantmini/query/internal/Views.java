package io.quantmini.query.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tables of one question, as views in an in-memory database of its own: two questions may see different states of the
 * lake under the same names. Closing drops it; what reads from it has to be closed before.
 */
final class Views implements AutoCloseable {
    private final SharedSession.Lease lease;
    private final String database;

    private Views(SharedSession.Lease lease, String database) {
        this.lease = lease;
        this.database = database;
    }

    /** Makes the views, and has the connection look there for unqualified schemas. */
    static Views create(SharedSession.Lease lease, Connection connection, Map<LakeTable, String> selects)
            throws SQLException {
        String database = lease.databaseName();
        try (Statement statement = connection.createStatement()) {
            statement.execute("ATTACH ':memory:' AS " + SqlText.name(database));
            Views views = new Views(lease, database);
            try {
                views.fill(statement, selects);
                return views;
            } catch (SQLException e) {
                views.closeAfter(e);
                throw e;
            }
        }
    }

    /** The connection of a question that was cancelled is closed, so another one drops it. */
    @Override
    public void close() throws SQLException {
        lease.execute("DETACH " + SqlText.name(database));
    }

    private void fill(Statement statement, Map<LakeTable, String> selects) throws SQLException {
        statement.execute("USE " + SqlText.name(database));
        for (String schema : schemas(selects)) {
            statement.execute("CREATE SCHEMA " + SqlText.name(schema));
        }
        for (Map.Entry<LakeTable, String> view : selects.entrySet()) {
            LakeTable table = view.getKey();
            statement.execute("CREATE VIEW " + SqlText.name(table.schema()) + "." + SqlText.name(table.name()) + " AS "
                    + view.getValue());
        }
    }

    private void closeAfter(SQLException failure) {
        try {
            close();
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
