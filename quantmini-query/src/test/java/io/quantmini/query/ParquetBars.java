package io.quantmini.query;

import io.quantmini.batch.BatchStream;
import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import io.quantmini.stage.BarSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.util.AutoCloseables;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSet;

/** Parquet files, and their rows as a DuckDB of the test's own reads and sorts them. */
record ParquetBars(Dataset dataset, List<Path> files) implements BarSource {
    /** Small, so that runs of a symbol cross batches. */
    private static final long BATCH_ROWS = 2_048;

    @Override
    public BatchStream open(List<String> columns, Set<String> symbols, BufferAllocator allocator) {
        String names = (columns.isEmpty()
                        ? BarSchema.bronze(dataset).getFields().stream()
                                .map(field -> field.getName())
                                .toList()
                        : columns)
                .stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
        String key = BarSchema.keyColumn(dataset);
        String paths = files.stream().map(ParquetBars::quoted).collect(Collectors.joining(", "));
        String kept = symbols.isEmpty()
                ? ""
                : symbols.stream()
                        .map(symbol -> "'" + symbol.replace("'", "''") + "'")
                        .collect(Collectors.joining(", ", " WHERE " + key + " IN (", ")"));
        try {
            DuckDBConnection duckdb =
                    DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
            Statement statement = duckdb.createStatement();
            statement.execute("SET TimeZone = 'UTC'");
            DuckDBResultSet rows = statement
                    .executeQuery("SELECT " + names + " FROM read_parquet([" + paths + "])" + kept + " ORDER BY " + key
                            + ", timestamp")
                    .unwrap(DuckDBResultSet.class);
            ArrowReader reader = (ArrowReader) rows.arrowExportStream(allocator, BATCH_ROWS);
            return new Rows(reader, List.of(reader, rows, statement, duckdb));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static String quoted(Path file) {
        return "'" + file.toString().replace("'", "''") + "'";
    }

    private record Rows(ArrowReader reader, List<AutoCloseable> owned) implements BatchStream {
        @Override
        public Schema schema() {
            return batch().getSchema();
        }

        @Override
        public boolean advance() {
            try {
                return reader.loadNextBatch();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public VectorSchemaRoot batch() {
            try {
                return reader.getVectorSchemaRoot();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void close() {
            try {
                AutoCloseables.close(owned);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
