package io.quantmini.storage;

import io.quantmini.batch.RowStream;
import io.quantmini.lake.Layer;
import io.quantmini.market.Dataset;
import io.quantmini.stage.Placement;
import io.quantmini.stage.StagedFile;
import io.quantmini.stage.WriteRequest;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Writes rows of bars below a staging directory, and reads them back. */
final class BarWriting {
    private final Path staging;
    private final BufferAllocator allocator;

    BarWriting(Path staging, BufferAllocator allocator) {
        this.staging = staging;
        this.allocator = allocator;
    }

    List<StagedFile> write(Dataset dataset, Placement placement, List<List<Object>> rows) {
        return write("", dataset, placement, rows);
    }

    List<StagedFile> write(String name, Dataset dataset, Placement placement, List<List<Object>> rows) {
        try (RowStream stream = Bars.stream(dataset, rows, allocator)) {
            return new ParquetPartitionWriter().write(request(name, dataset, placement), stream, allocator);
        }
    }

    List<StagedFile> write(
            String name, ParquetPartitionWriter writer, Placement placement, List<List<Object>> rows, int batchRows) {
        Dataset dataset = Dataset.STOCKS_MINUTE;
        try (RowStream stream = new RowStream(Bars.schema(dataset), rows, batchRows, allocator)) {
            return writer.write(request(name, dataset, placement), stream, allocator);
        }
    }

    WriteRequest request(String name, Dataset dataset, Placement placement) {
        return new WriteRequest(
                dataset, Layer.BRONZE, placement, WriteRequest.DEFAULT_MAX_PARTITIONS, staging.resolve(name));
    }

    List<List<@Nullable Object>> read(StagedFile file) {
        return StagedFiles.read(file, allocator);
    }

    static List<?> files(List<StagedFile> staged) {
        return staged.stream().map(StagedFile::file).toList();
    }

    static List<String> directories(List<StagedFile> files) {
        return files.stream()
                .map(file -> file.file().path())
                .map(path -> path.substring(0, path.lastIndexOf('/')))
                .toList();
    }
}
