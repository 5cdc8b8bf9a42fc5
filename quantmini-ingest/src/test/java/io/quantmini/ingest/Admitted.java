package io.quantmini.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.admission.Admission;
import io.quantmini.admission.AdmissionRequest;
import io.quantmini.admission.AdmissionTally;
import io.quantmini.admission.AdmittedStream;
import io.quantmini.admission.FileFault;
import io.quantmini.admission.IngestException;
import io.quantmini.admission.UnsortedFileException;
import io.quantmini.stage.Ingestor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * A whole file through an ingestor and admission, as a pipeline does it: once as it stands and, when it is not sorted, once
 * more. Proves that all memory is given back and that every row is accounted for.
 *
 * @param tally empty when it could not even be opened
 * @param rows published rows, tab-separated, in order
 * @param quarantine lines of the quarantine file
 */
record Admitted(
        @Nullable FileFault fault,
        @Nullable IngestException error,
        AdmissionTally tally,
        List<String> rows,
        List<String> quarantine) {

    private static final AdmissionTally NOTHING =
            new AdmissionTally(0, 0, 0, 0, 0, Map.of(), List.of(), List.of(), 0, 0, 0);

    static Admitted run(Ingestor ingestor, AdmissionRequest request) {
        try (BufferAllocator allocator = new RootAllocator(1L << 30)) {
            try {
                return attempt(ingestor, request, allocator);
            } catch (UnsortedFileException e) {
                return attempt(ingestor, request.inSortedMode(), allocator);
            }
        }
    }

    private static Admitted attempt(Ingestor ingestor, AdmissionRequest request, BufferAllocator allocator) {
        List<String> rows = new ArrayList<>();
        try (AdmittedStream stream = Admission.open(ingestor, request, allocator)) {
            try {
                while (stream.advance()) {
                    append(stream.batch(), rows);
                }
                return new Admitted(null, null, stream.tally(), rows, quarantine(request.quarantine()));
            } catch (IngestException e) {
                return new Admitted(e.fault(), e, stream.tally(), List.of(), List.of());
            }
        } catch (IngestException whenOpened) {
            return new Admitted(whenOpened.fault(), whenOpened, NOTHING, List.of(), List.of());
        }
    }

    boolean isAccepted() {
        return error == null;
    }

    /** Fails when another outcome of the same file differs from this, the plain ingestor's. */
    void assertSame(String name, Admitted other) {
        if (error != null && other.error != null) {
            assertThat(Refusal.of(error).difference(Refusal.of(other.error), false))
                    .as(name)
                    .isNull();
        } else {
            assertThat(other.error).as(name).isEqualTo(error);
            assertThat(other.tally).as(name).isEqualTo(tally);
            assertThat(other.rows).as(name).isEqualTo(rows);
            assertThat(other.quarantine).as(name).isEqualTo(quarantine);
        }
    }

    private static void append(VectorSchemaRoot batch, List<String> rows) {
        for (int row = 0; row < batch.getRowCount(); row++) {
            List<String> values = new ArrayList<>();
            for (FieldVector vector : batch.getFieldVectors()) {
                values.add(String.valueOf(vector.getObject(row)));
            }
            rows.add(String.join("\t", values));
        }
    }

    private static List<String> quarantine(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
