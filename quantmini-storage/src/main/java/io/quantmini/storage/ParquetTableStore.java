package io.quantmini.storage;

import io.quantmini.batch.BatchStream;
import io.quantmini.lake.PartitionException;
import io.quantmini.stage.TableStore;
import io.quantmini.storage.internal.FileFormat;
import io.quantmini.storage.internal.TableFile;
import java.nio.file.Path;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Keeps each table as one Parquet file. Columns are text, days, microseconds UTC, floats, integers or booleans; nullable
 * ones are OPTIONAL. A write goes to a hidden file beside the table, is forced, and replaces it atomically, so a reader
 * sees the old rows or the new ones. Faults are a {@link PartitionException} that names the file. Safe for use by several
 * threads on different files.
 */
public final class ParquetTableStore implements TableStore {
    private final FileFormat format;

    /** Compresses at ZSTD level 1. */
    public ParquetTableStore() {
        this(PageCompression.ZSTD_1);
    }

    public ParquetTableStore(PageCompression compression) {
        this.format = FileFormat.standard(compression);
    }

    @Override
    public void write(Path file, BatchStream rows) {
        new TableFile(file).replace(rows, format);
    }

    @Override
    public BatchStream read(Path file, BufferAllocator allocator) {
        return new TableFile(file).read(allocator);
    }
}
