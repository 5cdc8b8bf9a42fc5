package io.quantmini.ingest;

import io.quantmini.QuantminiContext;
import io.quantmini.spi.IngestorProvider;
import io.quantmini.stage.Ingestor;

/** Registers {@link ParallelIngestor}. */
public final class ParallelIngestorProvider implements IngestorProvider {
    @Override
    public String id() {
        return "parallel";
    }

    @Override
    public String describe() {
        return "bounded memory, several files at once";
    }

    @Override
    public String describe(QuantminiContext context) {
        return ParallelIngestor.describe(context.budget());
    }

    @Override
    public Ingestor create(QuantminiContext context) {
        return new ParallelIngestor(context.budget().threads());
    }

    @Override
    public int rank() {
        return -2;
    }
}
