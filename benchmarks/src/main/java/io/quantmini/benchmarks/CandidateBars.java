package io.quantmini.benchmarks;

import io.quantmini.market.Dataset;
import io.quantmini.stage.CandidateStream;
import io.quantmini.stage.IngestLimits;
import io.quantmini.stage.IngestRequest;
import io.quantmini.stage.Ingestor;
import java.nio.file.Path;
import java.time.LocalDate;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** One of our ingestors alone: parsed and accounted for, in Arrow columns, not yet admitted. */
record CandidateBars(Ingestor ingestor) implements BarReader {
    @Override
    public long read(Path file, LocalDate session, BarSink sink) {
        IngestRequest request =
                new IngestRequest(file, Dataset.STOCKS_MINUTE, session, IngestLimits.DEFAULT, (row, fault) -> {});
        try (BufferAllocator allocator = new RootAllocator();
                CandidateStream rows = ingestor.open(request, allocator)) {
            while (rows.advance()) {
                sink.accept(ArrowBars.candidates(rows.batch()));
            }
            return rows.tally().read();
        }
    }
}
