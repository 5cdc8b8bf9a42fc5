package io.quantmini.stage;

import io.quantmini.batch.BatchStream;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Writes sorted rows as the partition files of one unit, below a staging directory. It commits nothing: the lake moves the
 * staged files into place and appends the ledger line. Safe for use by several threads, each with its own request.
 */
public interface PartitionWriter {
    /**
     * Drains {@code rows} (sorted by symbol or ticker, then time; not closed here) into files below the request's staging
     * directory; the lake forces them to the disk when it commits. The same rows and request give the same bytes, however the rows are cut into
     * batches. A {@link Placement#SESSION} request takes the rows of one session.
     *
     * @param allocator of what the writer reads back, all of it freed on return
     * @return the files written, in path order; empty when there are no rows
     * @throws io.quantmini.QuantminiException on a broken source or disk; the caller then deletes the staging directory
     */
    List<StagedFile> write(WriteRequest request, BatchStream rows, BufferAllocator allocator);
}
