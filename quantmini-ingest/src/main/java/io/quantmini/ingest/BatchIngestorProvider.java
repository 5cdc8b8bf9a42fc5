package io.quantmini.ingest;

import io.quantmini.QuantminiContext;
import io.quantmini.spi.IngestorProvider;
import io.quantmini.stage.Ingestor;

/** Registers {@link BatchIngestor}. */
public final class BatchIngestorProvider implements IngestorProvider {
    @Override
    public String id() {
        return "batch";
    }

    @Override
    public String describe() {
        return "a whole file in memory, one at a time";
    }

    @Override
    public Ingestor create(QuantminiContext context) {
        return new BatchIngestor(context.budget());
    }

    @Override
    public int rank() {
        return -3;
    }
}
