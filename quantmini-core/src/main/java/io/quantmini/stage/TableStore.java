package io.quantmini.stage;

import io.quantmini.batch.BatchStream;
import java.nio.file.Path;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Small typed tables, one file each: reference data and indexes. Safe for use by several threads on different files.
 */
public interface TableStore {
    /** Drains {@code rows} into the file, replaced atomically and forced; the same rows give the same bytes. */
    void write(Path file, BatchStream rows);

    /** The rows of the file in the order they were written; the caller closes the stream. */
    BatchStream read(Path file, BufferAllocator allocator);
}
