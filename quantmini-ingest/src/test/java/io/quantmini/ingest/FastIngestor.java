package io.quantmini.ingest;

import io.quantmini.stage.Ingestor;
import java.util.function.IntFunction;

/** The ingestors that must do what {@link PlainIngestor} does, bit for bit; a new one is one more line here. */
enum FastIngestor {
    STREAMING(StreamingIngestor::new),
    BATCH(rows -> new BatchIngestor(WholeText.MOST_BYTES, Long.MAX_VALUE)),
    PARALLEL(rows -> new ParallelIngestor(2, rows, 0)),
    ADAPTIVE(Adaptive::fickle);

    private final IntFunction<Ingestor> byBatchRows;

    FastIngestor(IntFunction<Ingestor> byBatchRows) {
        this.byBatchRows = byBatchRows;
    }

    /** One that decodes in batches of at most {@code batchRows} rows. */
    Ingestor create(int batchRows) {
        return byBatchRows.apply(batchRows);
    }
}
