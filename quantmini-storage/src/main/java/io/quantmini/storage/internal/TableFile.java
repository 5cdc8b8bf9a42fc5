package io.quantmini.storage.internal;

import io.quantmini.batch.BatchStream;
import io.quantmini.lake.PartitionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.arrow.memory.BufferAllocator;

/** One table's file: written beside itself, forced, and moved into place whole. */
public final class TableFile {
    private final Path file;

    public TableFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** Replaces the file by the rows, in one step that a crash cannot halve. */
    public void replace(BatchStream rows, FileFormat format) {
        Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
        try {
            Files.createDirectories(directory());
            Files.deleteIfExists(temporary);
            write(temporary, rows, format);
            Disk.force(temporary);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            Disk.forceDirectory(directory());
        } catch (IOException e) {
            throw new PartitionException(
                    file.toString(),
                    null,
                    "cannot write: " + e.getMessage() + "; check the disk and its space, then run again",
                    e);
        }
    }

    /** The rows in the order they were written. */
    public BatchStream read(BufferAllocator allocator) {
        try {
            return FileBatches.open(file, allocator);
        } catch (IOException e) {
            throw new PartitionException(file.toString(), null, "cannot read: " + e, e);
        }
    }

    private static void write(Path path, BatchStream rows, FileFormat format) throws IOException {
        try (ColumnFileWriter.Factory writers = ColumnFileWriter.factory(path.toString(), rows.schema(), format, 1);
                RowFileWriter writer = writers.create(path)) {
            while (rows.advance()) {
                writer.append(rows.batch(), 0, rows.batch().getRowCount());
            }
            writer.finish();
        }
    }

    private Path directory() {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("[" + file + "] expected a file in a directory, got a root");
        }
        return parent;
    }
}
