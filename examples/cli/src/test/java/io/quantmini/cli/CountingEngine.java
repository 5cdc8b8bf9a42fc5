package io.quantmini.cli;

import io.quantmini.feature.FeatureSet;
import io.quantmini.market.Dataset;
import io.quantmini.stage.FeatureEngine;
import io.quantmini.stage.FeatureRequest;
import io.quantmini.stage.FeatureStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/** An engine that remembers how many sessions were asked of it each time. */
final class CountingEngine implements FeatureEngine {
    private final FeatureEngine engine;
    private final List<FeatureRequest> requests = new ArrayList<>();

    CountingEngine(FeatureEngine engine) {
        this.engine = engine;
    }

    @Override
    public boolean supports(FeatureSet set, Dataset dataset) {
        return engine.supports(set, dataset);
    }

    @Override
    public FeatureStream compute(FeatureRequest request, BufferAllocator allocator) {
        requests.add(request);
        return engine.compute(request, allocator);
    }

    List<Integer> sessions(Dataset dataset) {
        return requests.stream()
                .filter(request -> request.dataset().equals(dataset))
                .map(request -> request.sessions().size())
                .toList();
    }

    FeatureRequest last() {
        return requests.get(requests.size() - 1);
    }

    void clear() {
        requests.clear();
    }
}
