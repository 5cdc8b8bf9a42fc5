package io.quantmini.admission;

import io.quantmini.stage.CandidateStream;
import io.quantmini.stage.IngestRequest;
import io.quantmini.stage.Ingestor;
import java.io.IOException;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Finds the text of rows in conflict by decoding the file once more. Conflicts are rare and show late; looking them up
 * spares every other row from being kept.
 */
final class ConflictLookup {
    private final Ingestor ingestor;
    private final AdmissionRequest request;
    private final BufferAllocator allocator;
    // numbers of the rows of the current batch
    private long first;
    private long end;

    ConflictLookup(Ingestor ingestor, AdmissionRequest request, BufferAllocator allocator) {
        this.ingestor = ingestor;
        this.request = request;
        this.allocator = allocator;
    }

    /** Quarantines the rows with these numbers. */
    void quarantine(OrdinalRanges conflicts, QuarantineWriter quarantine) {
        if (conflicts.size() == 0) {
            return;
        }
        IngestRequest again = new IngestRequest(
                request.file(), request.dataset(), request.session(), request.limits(), (row, fault) -> {});
        try (CandidateStream rows = ingestor.open(again, allocator)) {
            for (OrdinalRanges.Range range : conflicts.ranges()) {
                for (long ordinal = range.from(); ordinal < range.to(); ordinal++) {
                    seek(rows, ordinal);
                    quarantine.conflicting(rows.raw((int) (ordinal - first)));
                }
            }
        }
    }

    private void seek(CandidateStream rows, long ordinal) {
        while (ordinal >= end) {
            if (!rows.advance()) {
                throw new FileAccessException(
                        request.file().toString(), "read again", new IOException("the file changed while it was read"));
            }
            first = end;
            end += rows.batch().getRowCount();
        }
    }
}
