package io.quantmini.pipeline;

import io.quantmini.lake.SessionEntry;
import io.quantmini.market.Dataset;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * A flat file a pipeline can read now, and what identifies its content without reading it whole.
 *
 * @param dataset of its rows
 * @param session its date
 * @param path where it is
 * @param size length in bytes
 * @param etag the store's entity tag, or {@code mtime:<millis>} for a file read in place
 * @param crc32 CRC of the last gzip member's content, unsigned in the low 32 bits; 0 for a file too short to have one
 */
record SourceFile(Dataset dataset, LocalDate session, Path path, long size, String etag, long crc32) {
    /** The vendor's key of the session: what the ledger calls this file, wherever it was read from. */
    String key() {
        return dataset.key(session);
    }

    boolean isWhatWasRead(SessionEntry entry) {
        return entry.size() == size && entry.crc32() == crc32 && entry.etag().equals(etag);
    }
}
