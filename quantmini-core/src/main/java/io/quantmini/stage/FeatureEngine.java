package io.quantmini.stage;

import io.quantmini.feature.FeatureSet;
import io.quantmini.market.Dataset;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Computes feature sets over bronze. Any two engines give the same rows, and values within 1e-9 of each other (relative;
 * {@code double} sets). Safe for use by several threads.
 */
public interface FeatureEngine {
    /** Whether {@link #compute} can give the set's features exactly as defined; a label that it cannot is refused when asked for. */
    boolean supports(FeatureSet set, Dataset dataset);

    /**
     * Exactly bronze's rows of the request's sessions, sorted by the bytes of symbol or ticker, then time; the caller
     * closes the stream. A value is a function of its row and the set's look-back alone: files read in addition, the
     * number of threads and the memory change nothing.
     *
     * @throws io.quantmini.feature.FeatureException naming the feature that cannot be computed, or the set when reading
     *     fails; also from the stream
     */
    FeatureStream compute(FeatureRequest request, BufferAllocator allocator);
}
