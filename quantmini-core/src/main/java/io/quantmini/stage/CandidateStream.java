package io.quantmini.stage;

import io.quantmini.batch.BatchStream;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Candidate rows of one file in file order, with schema {@link io.quantmini.market.BarSchema#candidate()}, and what it
 * takes to account for every row.
 */
public interface CandidateStream extends BatchStream {
    /** Where row {@code row} of the current batch stands in the file, and its text. */
    RawRow raw(int row);

    /** What was read so far; final once {@link #advance()} has returned false. */
    FileTally tally();

    /**
     * The rows of a decoder, in batches of at most {@link CandidateBatch#DEFAULT_ROWS}. The stream owns the decoder from
     * here on, also when this call fails.
     */
    static CandidateStream of(RowDecoder decoder, BufferAllocator allocator) {
        return of(decoder, CandidateBatch.DEFAULT_ROWS, allocator);
    }

    /** As above, in batches of at most {@code rows} rows. */
    static CandidateStream of(RowDecoder decoder, int rows, BufferAllocator allocator) {
        return DecodedStream.open(decoder, rows, allocator);
    }
}
