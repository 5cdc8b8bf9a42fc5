package io.quantmini.storage;

import io.quantmini.stage.Inspection;
import io.quantmini.stage.InspectionRequest;
import io.quantmini.stage.PartitionInspector;
import io.quantmini.storage.internal.FileInspection;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Looks into Parquet files with parquet-java. Pages are verified column by column within each row group, so a damaged one
 * is named; rows are decoded only from a file all of whose checksums hold. Safe for use by several threads.
 */
public final class ParquetPartitionInspector implements PartitionInspector {
    @Override
    public Inspection inspect(InspectionRequest request, BufferAllocator allocator) {
        return new FileInspection(request).run(allocator);
    }
}
