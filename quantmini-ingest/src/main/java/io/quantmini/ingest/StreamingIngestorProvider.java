package io.quantmini.ingest;

import io.quantmini.QuantminiContext;
import io.quantmini.spi.IngestorProvider;
import io.quantmini.stage.Ingestor;

/** Registers {@link StreamingIngestor}. */
public final class StreamingIngestorProvider implements IngestorProvider {
    @Override
    public String id() {
        return "streaming";
    }

    @Override
    public String describe() {
        return "bounded memory, one file at a time";
    }

    @Override
    public Ingestor create(QuantminiContext context) {
        return new StreamingIngestor();
    }

    @Override
    public int rank() {
        return -1;
    }
}
