package io.quantmini.storage;

import io.quantmini.batch.BatchStream;
import io.quantmini.batch.RowStream;
import io.quantmini.lake.LakeFile;
import io.quantmini.stage.FileScan;
import io.quantmini.stage.StagedFile;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Staged files as if they were committed where they are. */
final class StagedFiles {
    private StagedFiles() {}

    static List<List<@Nullable Object>> read(StagedFile file, BufferAllocator allocator) {
        return read(scan(file), allocator);
    }

    static List<List<@Nullable Object>> read(FileScan scan, BufferAllocator allocator) {
        try (BatchStream rows = new ParquetPartitionReader().open(scan, allocator)) {
            return RowStream.drain(rows);
        }
    }

    static FileScan scan(StagedFile staged) {
        Path path = staged.staged().toAbsolutePath();
        Path root = path.resolveSibling("");
        LakeFile file = staged.file();
        LakeFile inPlace = new LakeFile(
                path.toString(), file.bytes(), file.rows(), file.crc32c(), file.minTimeMicros(), file.maxTimeMicros());
        return FileScan.all(root, inPlace);
    }
}
