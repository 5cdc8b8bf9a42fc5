package io.quantmini.features;

import io.quantmini.feature.FeatureException;
import io.quantmini.feature.FeatureSet;
import io.quantmini.features.internal.VectorizedStream;
import io.quantmini.market.Dataset;
import io.quantmini.stage.FeatureEngine;
import io.quantmini.stage.FeatureRequest;
import io.quantmini.stage.FeatureStream;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Computes sets of either precision from Arrow batches, series by series, in plain loops over arrays; the default engine.
 *
 * <p>Blocks of whole symbols pass through, so memory does not grow with the request: a block has 16,384 rows or one
 * symbol, and there are as many as threads and two more. The same request gives the same bits whatever the number of threads
 * and the machine. Safe for use by several threads.
 */
public final class VectorizedFeatureEngine implements FeatureEngine {
    @Override
    public boolean supports(FeatureSet set, Dataset dataset) {
        try {
            VectorizedStream.check(set, dataset);
            return true;
        } catch (FeatureException e) {
            return false;
        }
    }

    @Override
    public FeatureStream compute(FeatureRequest request, BufferAllocator allocator) {
        return VectorizedStream.open(request, allocator);
    }
}
