package io.quantmini.storage;

import io.quantmini.batch.RowStream;
import io.quantmini.storage.internal.FileBatches;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** A file's rows as our own reader gives them, values as in {@link RowStream}. */
final class OurReader {
    private OurReader() {}

    static List<List<@Nullable Object>> rows(Path file, BufferAllocator allocator) throws IOException {
        try (FileBatches batches = FileBatches.open(file, allocator)) {
            return RowStream.drain(batches);
        }
    }
}
