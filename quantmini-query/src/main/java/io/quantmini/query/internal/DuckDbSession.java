package io.quantmini.query.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;

/**
 * An in-memory DuckDB behind a wall: it can read the files and directories it was opened with and nothing else, load no
 * extension, and change none of its settings. Time zone UTC, strings compared by their bytes, results streamed. Its
 * temporary directory is its own and goes with it.
 *
 * <p>{@link #connection()} belongs to one thread; another takes {@link DuckDBConnection#duplicate()}. Closing frees
 * everything, whatever is still running.
 */
public final class DuckDbSession implements AutoCloseable {
    private final DuckDBConnection connection;
    private final Path tempDirectory;

    private DuckDbSession(DuckDBConnection connection, Path tempDirectory) {
        this.connection = connection;
        this.tempDirectory = tempDirectory;
    }

    /**
     * What a session may use.
     *
     * @param memoryBytes DuckDB's {@code memory_limit}; what does not fit is spilled
     * @param threads DuckDB's own, at least 1
     * @param tempDirectory existing directory in which the session makes its own
     * @param files that may be read
     * @param directories below which everything may be read
     */
    public record Settings(
            long memoryBytes, int threads, Path tempDirectory, Collection<Path> files, Collection<Path> directories) {
        public Settings {
            files = List.copyOf(files);
            directories = List.copyOf(directories);
        }
    }

    /**
     * Opens a session; the caller closes it.
     *
     * @throws SQLException when DuckDB refuses a setting
     * @throws IOException when the temporary directory cannot be made
     */
    public static DuckDbSession open(Settings settings) throws SQLException, IOException {
        Path temp = Files.createTempDirectory(settings.tempDirectory(), "duckdb-");
        try {
            DuckDBConnection connection = connect();
            try {
                configure(connection, settings, temp);
                return new DuckDbSession(connection, temp);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException | RuntimeException e) {
            delete(temp);
            throw e;
        }
    }

    /** The session's connection; closed with it. */
    public DuckDBConnection connection() {
        return connection;
    }

    /** Runs a statement that gives no rows. */
    public void execute(String sql) throws SQLException {
        execute(connection, sql);
    }

    /** Closes the connection and deletes the temporary directory. Closing twice is harmless. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("[duckdb] cannot close: " + e.getMessage(), e);
        } finally {
            delete(tempDirectory);
        }
    }

    private static DuckDBConnection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("jdbc_stream_results", "true");
        return DriverManager.getConnection("jdbc:duckdb:", properties).unwrap(DuckDBConnection.class);
    }

    /** The order matters: access is closed after its exceptions are named, the lock comes last. */
    private static void configure(DuckDBConnection connection, Settings settings, Path temp) throws SQLException {
        for (String setting : List.of(
                "TimeZone = 'UTC'",
                "default_collation = ''",
                "ieee_floating_point_ops = true",
                "memory_limit = " + SqlText.text(settings.memoryBytes() + "B"),
                "threads = " + settings.threads(),
                "temp_directory = " + SqlText.text(temp.toString()),
                "autoinstall_known_extensions = false",
                "autoload_known_extensions = false",
                "allow_community_extensions = false",
                "allowed_paths = " + SqlText.paths(settings.files()),
                "allowed_directories = " + SqlText.paths(settings.directories()),
                "enable_external_access = false",
                "lock_configuration = true")) {
            execute(connection, "SET " + setting);
        }
    }

    private static void execute(DuckDBConnection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> found = Files.walk(directory)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException e) {
            // DuckDB deletes its directory itself when it has spilled.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
