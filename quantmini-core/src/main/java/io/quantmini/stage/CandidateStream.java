package io.quantmini.stage;

import io.quantmini.batch.BatchStream;

/**
 * Candidate rows of one file in file order, with schema {@link io.quantmini.market.BarSchema#candidate()}, and what it
 * takes to account for every row.
 */
public interface CandidateStream extends BatchStream {
    /** Where row {@code row} of the current batch stands in the file, and its text. */
    RawRow raw(int row);

    /** What was read so far; final once {@link #advance()} has returned false. */
    FileTally tally();
}
