package io.quantmini.stage;

import io.quantmini.batch.BatchStream;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Reads committed bronze and silver files. Safe for use by several threads.
 */
public interface PartitionReader {
    /**
     * The rows of one file in file order, columns and rows pruned as the scan asks; the caller closes the stream. The
     * file's checksum is compared with the manifest before its first row is given.
     */
    BatchStream open(FileScan scan, BufferAllocator allocator);
}
