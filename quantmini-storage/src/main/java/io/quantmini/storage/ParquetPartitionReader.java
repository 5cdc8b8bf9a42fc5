package io.quantmini.storage;

import io.quantmini.batch.BatchStream;
import io.quantmini.lake.ConcurrentCommitException;
import io.quantmini.lake.PartitionException;
import io.quantmini.stage.FileScan;
import io.quantmini.stage.PartitionReader;
import io.quantmini.storage.internal.CheckedFiles;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Reads committed bronze and silver files with parquet-java.
 *
 * <p>Before the first row of a file is given, the CRC-32C of the whole file is compared with its manifest; the answer is
 * remembered by the file's identity, size and time of change, so one reader pays for it once a file. Page checksums are
 * verified besides, at every reading; what follows the pages is kept in memory for the files read last, and a checksum of it
 * is verified when it is read again: a disk that changes a bit later is an error and never a wrong row. Row groups and pages whose statistics rule out the symbols or times asked for are not decoded; the
 * rows given match exactly. Safe for use by several threads; a stream belongs to one at a time.
 *
 * <p>A file that is gone is a {@link ConcurrentCommitException}; any other fault is a {@link PartitionException} that
 * names the file.
 */
public final class ParquetPartitionReader implements PartitionReader {
    private final CheckedFiles checked = new CheckedFiles();

    @Override
    public BatchStream open(FileScan scan, BufferAllocator allocator) {
        return checked.open(scan, allocator);
    }
}
