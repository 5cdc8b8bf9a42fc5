package io.quantmini.benchmarks;

import io.quantmini.ingest.BatchIngestor;
import io.quantmini.ingest.ParallelIngestor;
import io.quantmini.ingest.PlainIngestor;
import io.quantmini.ingest.StreamingIngestor;
import io.quantmini.profile.ResourceBudget;
import io.quantmini.profile.SystemProfiler;
import io.quantmini.stage.Ingestor;
import java.nio.file.Path;

/** The ingestors of quantmini; a new one is one more line here, and one in {@link IngestContender}. */
@SuppressWarnings("ImmutableEnumChecker") // they hold nothing of a file
public enum OurIngestor {
    STREAMING(new StreamingIngestor()),
    BATCH(new BatchIngestor(ResourceBudget.of(SystemProfiler.profile(Path.of("."))))),
    PARALLEL(new ParallelIngestor(2)),
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
