package io.quantmini.ingest;

import io.quantmini.QuantminiContext;
import io.quantmini.spi.IngestorProvider;
import io.quantmini.stage.Ingestor;

/** Registers {@link AdaptiveIngestor}, the one that is taken unless another is asked for. */
public final class AdaptiveIngestorProvider implements IngestorProvider {
    @Override
    public String id() {
        return "adaptive";
    }

    @Override
    public String describe() {
        return "each file by its size and the memory there is";
    }

    @Override
    public String describe(QuantminiContext context) {
        return AdaptiveIngestor.describe(context.budget());
    }

    @Override
    public Ingestor create(QuantminiContext context) {
        return new AdaptiveIngestor(context.budget(), context.memoryMonitor());
    }
}
