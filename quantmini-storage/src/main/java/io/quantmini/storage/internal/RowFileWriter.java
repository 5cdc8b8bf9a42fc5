package io.quantmini.storage.internal;

import io.quantmini.storage.internal.page.KeptRows;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * One Parquet file while rows are added to it. {@link #finish} makes it whole; closed before that, it is deleted. Used by
 * one thread.
 */
public sealed interface RowFileWriter extends AutoCloseable permits ColumnFileWriter, RecordFileWriter {
    /** Adds some rows of a batch of the file's schema. */
    void append(VectorSchemaRoot batch, KeptRows wanted) throws IOException;

    /** Adds rows {@code from} (included) to {@code to} (excluded) of a batch of the file's schema. */
    default void append(VectorSchemaRoot batch, int from, int to) throws IOException {
        KeptRows wanted = new KeptRows();
        wanted.add(from, to);
        append(batch, wanted);
    }

    Path path();

    /** Writes what is left and the footer, and closes the file; it is not forced to disk. */
    FileDigest finish() throws IOException;

    @Override
    void close() throws IOException;
}
