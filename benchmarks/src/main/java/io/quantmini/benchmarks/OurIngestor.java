package io.quantmini.benchmarks;

import io.quantmini.ingest.PlainIngestor;
import io.quantmini.ingest.StreamingIngestor;
import io.quantmini.stage.Ingestor;

/** The ingestors of quantmini; a new one is one more line here, and one in {@link IngestContender}. */
@SuppressWarnings("ImmutableEnumChecker") // readers hold no state
public enum OurIngestor {
    STREAMING(new StreamingIngestor()),
    PLAIN(new PlainIngestor());

    private final Ingestor ingestor;

    OurIngestor(Ingestor ingestor) {
        this.ingestor = ingestor;
    }

    Ingestor ingestor() {
        return ingestor;
    }

    /** Decodes only. */
    BarReader parser() {
        return new CandidateBars(ingestor);
    }

    /** Decodes and admits. */
    BarReader reader() {
        return new AdmittedBars(ingestor);
    }
}
