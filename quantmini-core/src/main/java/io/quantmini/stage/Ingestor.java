package io.quantmini.stage;

import io.quantmini.profile.ResourceBudget;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Decodes one landed file into candidate rows. It parses and accounts; whether a row is a sane bar is
 * {@code io.quantmini.admission.Admission}'s business, which wraps every ingestor, built in or custom. A custom one is a
 * {@link RowDecoder} (two methods) handed to {@link CandidateStream#of}. The same file may be opened more than once. Safe
 * for use by several threads.
 */
public interface Ingestor {
    /**
     * Opens the file; the caller closes the stream. A file without a usable header fails here or at the first advance,
     * with nothing left allocated.
     */
    CandidateStream open(IngestRequest request, BufferAllocator allocator);

    /**
     * How many files are to be read side by side, each by a thread of its own; 1 unless the ingestor says otherwise. Asked again
     * before each further file, so the answer may follow the memory there is.
     *
     * @param budget of the run
     * @return at least 1
     */
    default int filesAtOnce(ResourceBudget budget) {
        return 1;
    }
}
