package io.quantmini.query;

import io.quantmini.feature.FeatureException;
import io.quantmini.feature.FeatureSet;
import io.quantmini.market.Dataset;
import io.quantmini.query.internal.DuckDbFeatureStream;
import io.quantmini.query.internal.FeatureQuery;
import io.quantmini.stage.FeatureEngine;
import io.quantmini.stage.FeatureRequest;
import io.quantmini.stage.FeatureStream;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Computes {@code double} sets as one SQL statement each, in a DuckDB that can read the request's files and nothing else.
 *
 * <p>The same request gives the same bits whatever the number of threads, the memory limit and the machine: every value
 * is one fixed sum over its own window, and logarithms and powers are {@link StrictMath}'s. Refused with a
 * {@link FeatureException}: sets of precision {@code qlib}, cross-sections, and the windows {@code Skew Kurt IdxMax IdxMin
 * Quantile Med Mad Rank Slope Rsquare Resi WMA}.
 *
 * <p>The answer is sorted before its first batch is given: it is in DuckDB's memory, or its temporary directory, as a
 * whole; so a request should be a month, or a session of minutes. Safe for use by several threads.
 */
public final class DuckDbFeatureEngine implements FeatureEngine {
    @Override
    public boolean supports(FeatureSet set, Dataset dataset) {
        try {
            FeatureQuery.check(set, dataset);
            return true;
        } catch (FeatureException e) {
            return false;
        }
    }

    @Override
    public FeatureStream compute(FeatureRequest request, BufferAllocator allocator) {
        return DuckDbFeatureStream.open(request, allocator);
    }
}
