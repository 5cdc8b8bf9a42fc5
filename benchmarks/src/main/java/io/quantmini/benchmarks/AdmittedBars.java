package io.quantmini.benchmarks;

import io.quantmini.admission.Admission;
import io.quantmini.admission.AdmissionRequest;
import io.quantmini.admission.AdmittedStream;
import io.quantmini.market.Dataset;
import io.quantmini.stage.Ingestor;
import java.nio.file.Path;
import java.time.LocalDate;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** One of our ingestors behind admission: checked, accounted for, in Arrow columns. */
record AdmittedBars(Ingestor ingestor) implements BarReader {
    @Override
    public long read(Path file, LocalDate session, BarSink sink) {
        // beside the file and never written: a file with rows to quarantine fails the gate
        Path quarantine = file.resolveSibling(file.getFileName() + ".quarantine");
        AdmissionRequest request = AdmissionRequest.of(file, Dataset.STOCKS_MINUTE, session, quarantine);
        try (BufferAllocator allocator = new RootAllocator();
                AdmittedStream rows = Admission.open(ingestor, request, allocator)) {
            while (rows.advance()) {
                sink.accept(ArrowBars.bronze(rows.batch()));
            }
            return rows.tally().published();
        }
    }
}
