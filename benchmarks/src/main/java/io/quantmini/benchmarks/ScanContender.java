package io.quantmini.benchmarks;

import io.quantmini.storage.internal.FileBatches;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.apache.arrow.dataset.file.FileFormat;
import org.apache.arrow.dataset.file.FileSystemDatasetFactory;
import org.apache.arrow.dataset.jni.NativeMemoryPool;
import org.apache.arrow.dataset.scanner.ScanOptions;
import org.apache.arrow.dataset.scanner.Scanner;
import org.apache.arrow.dataset.source.Dataset;
import org.apache.arrow.dataset.source.DatasetFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBResultSet;

/** Ways to read all of a Parquet file of bars into Arrow batches. */
public enum ScanContender {
    /** Our reader: row groups decoded column by column, page checksums verified. */
    COLUMNS {
        @Override
        void scan(Path file, BarSink sink, BufferAllocator allocator) throws IOException {
            try (FileBatches batches = FileBatches.open(file, allocator)) {
                while (batches.advance()) {
                    sink.accept(ArrowBars.bronze(batches.batch()));
                }
            }
        }
    },

    /** DuckDB on one thread, its result fetched as Arrow batches; it verifies no checksum. */
    DUCKDB {
        @Override
        void scan(Path file, BarSink sink, BufferAllocator allocator) throws IOException {
            try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                    Statement statement = connection.createStatement()) {
                statement.execute("SET threads = 1");
                String query = "SELECT * FROM read_parquet('" + file.toString().replace("'", "''") + "')";
                try (DuckDBResultSet result = (DuckDBResultSet) statement.executeQuery(query);
                        ArrowReader reader = (ArrowReader) result.arrowExportStream(allocator, BATCH_ROWS)) {
                    drain(reader, sink);
                }
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }
    },

    /** Arrow's dataset in C++, on threads of its own, as many as cores; run with {@code OMP_NUM_THREADS=1} to compare one with one. */
    ARROW_DATASET {
        @Override
        @SuppressWarnings("try") // close() may throw anything, as the interfaces have it
        void scan(Path file, BarSink sink, BufferAllocator allocator) throws IOException {
            try (DatasetFactory factory = new FileSystemDatasetFactory(
                            allocator,
                            NativeMemoryPool.getDefault(),
                            FileFormat.PARQUET,
                            file.toUri().toString());
                    Dataset dataset = factory.finish();
                    Scanner scanner = dataset.newScan(new ScanOptions(BATCH_ROWS, Optional.empty()));
                    ArrowReader reader = scanner.scanBatches()) {
                drain(reader, sink);
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    };

    private static final int BATCH_ROWS = 64 << 10;

    /** Gives all rows to the sink, in their order. */
    abstract void scan(Path file, BarSink sink, BufferAllocator allocator) throws IOException;

    private static void drain(ArrowReader reader, BarSink sink) throws IOException {
        while (reader.loadNextBatch()) {
            sink.accept(ArrowBars.bronze(reader.getVectorSchemaRoot()));
        }
    }
}
