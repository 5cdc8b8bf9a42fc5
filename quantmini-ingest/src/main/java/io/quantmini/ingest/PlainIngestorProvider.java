package io.quantmini.ingest;

import io.quantmini.QuantminiContext;
import io.quantmini.spi.IngestorProvider;
import io.quantmini.stage.Ingestor;

/** Registers {@link PlainIngestor}. */
public final class PlainIngestorProvider implements IngestorProvider {
    @Override
    public String id() {
        return "plain";
    }

    @Override
    public String describe() {
        return "the plain version that the others are compared with";
    }

    @Override
    public Ingestor create(QuantminiContext context) {
        return new PlainIngestor();
    }

    @Override
    public int rank() {
        return -4;
    }
}
