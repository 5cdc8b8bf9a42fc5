package io.quantmini.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import io.quantmini.stage.Ingestor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Admits files of rows that are written as text. */
final class TextAdmission {
    static final LocalDate SESSION = LocalDate.of(2024, 3, 11); // the Monday after clocks went forward
    static final long MINUTE = 60_000_000_000L;
    static final long NOON = at(SESSION, 12);
    static final String GOOD = " 10 11 9 10.5 100 5 ";

    private final Path directory;
    private final BufferAllocator allocator;
    private final int batchRows;

    /** Of files in a directory, decoded in batches of so many rows. */
    TextAdmission(Path directory, BufferAllocator allocator, int batchRows) {
        this.directory = directory;
        this.allocator = allocator;
        this.batchRows = batchRows;
    }

    TextAdmission inBatchesOf(int rows) {
        return new TextAdmission(directory, allocator, rows);
    }

    TextIngestor ingestor() {
        return new TextIngestor(batchRows);
    }

    Run admit(Dataset dataset, String... rows) {
        return run(ingestor(), file(rows), request(dataset));
    }

    AdmissionRequest request(Dataset dataset) {
        return AdmissionRequest.of(Path.of("unused"), dataset, SESSION, directory.resolve("quarantine.ndjson.gz"));
    }

    static AdmissionRequest at(Path file, AdmissionRequest request) {
        return new AdmissionRequest(
                file,
                request.key(),
                request.dataset(),
                request.session(),
                request.limits(),
                request.quarantine(),
                request.sorted());
    }

    Path file(String... rows) {
        try {
            return Files.write(directory.resolve("rows.txt"), List.of(rows));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Run run(Ingestor ingestor, Path file, AdmissionRequest request) {
        List<String> rows = new ArrayList<>();
        int size = Math.max(2, batchRows);
        try (AdmittedStream stream = AdmittedStream.open(ingestor, at(file, request), size, allocator)) {
            assertThat(stream.schema()).isEqualTo(BarSchema.bronze(request.dataset()));
            while (stream.advance()) {
                append(stream.batch(), rows);
                assertThat(stream.batch().getRowCount()).isPositive();
            }
            assertThat(stream.advance()).isFalse();
            assertThat(stream.tally().published()).isEqualTo(rows.size());
            return new Run(rows, stream.tally(), quarantine(request.quarantine()));
        }
    }

    private static void append(VectorSchemaRoot batch, List<String> rows) {
        for (int row = 0; row < batch.getRowCount(); row++) {
            List<String> values = new ArrayList<>();
            for (FieldVector vector : batch.getFieldVectors()) {
                values.add(String.valueOf(vector.getObject(row)));
            }
            rows.add(String.join(" ", values));
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

    static long at(LocalDate date, int hour) {
        return date.atTime(hour, 0).atZone(ZoneId.of("America/New_York")).toEpochSecond() * 1_000_000_000L;
    }

    /** What came of a file. */
    record Run(List<String> rows, AdmissionTally tally, List<String> quarantine) {
        List<String> tickers() {
            return rows.stream().map(row -> row.substring(0, row.indexOf(' '))).toList();
        }

        List<Integer> lines() {
            return quarantine.stream()
                    .map(line -> line.replaceAll(".*\"line\":(\\d+).*", "$1"))
                    .map(Integer::valueOf)
                    .toList();
        }
    }
}
