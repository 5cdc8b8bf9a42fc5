package io.quantmini.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.market.Dataset;
import io.quantmini.stage.IngestLimits;
import io.quantmini.stage.RowFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** Files longer than a block, in any cuts, against plain code over lists. */
class BlockProperties {
    private static final IngestLimits LENIENT = new IngestLimits(1 << 30, 1, 1 << 10, 1 << 20, 1, 1);
    private static final List<Dataset> DATASETS =
            List.of(Dataset.STOCKS_DAILY, Dataset.STOCKS_MINUTE, Dataset.OPTIONS_DAILY, Dataset.OPTIONS_MINUTE);

    private static final AdmissionTally NOTHING =
            new AdmissionTally(0, 0, 0, 0, 0, Map.of(), List.of(), List.of(), 0, 0, 0);

    private static Path directory = Path.of("");

    @BeforeContainer
    static void makeDirectory() throws IOException {
        directory = Files.createTempDirectory("blocks");
    }

    @AfterContainer
    static void deleteDirectory() throws IOException {
        Files.deleteIfExists(directory.resolve("quarantine.ndjson.gz"));
        Files.deleteIfExists(directory.resolve("spill"));
        Files.delete(directory);
    }

    @Property(tries = 400)
    void any_file_in_any_cuts_gives_what_plain_code_gives(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        Dataset dataset = DATASETS.get(random.nextInt(DATASETS.size()));
        List<BarRow> rows = BarFile.random(random, dataset);
        PlainAdmission plain = PlainAdmission.of(rows, dataset, BarFile.SESSION);

        Outcome filed = admit(rows, dataset, random, false);
        if (plain.outOfOrder() < 0) {
            assertSame(filed, plain, rows.size());
        } else {
            assertThat(filed.unsorted()).isEqualTo(new FilePosition("rows", plain.outOfOrder(), plain.outOfOrder()));
        }
        assertSame(admit(rows, dataset, random, true), plain, rows.size());
    }

    private static void assertSame(Outcome outcome, PlainAdmission plain, int rows) {
        assertThat(outcome.unsorted()).isNull();
        assertThat(outcome.published()).isEqualTo(plain.published());
        assertThat(outcome.quarantine()).isEqualTo(quarantine(plain.quarantined()));
        AdmissionTally tally = outcome.tally();
        assertThat(tally.read()).isEqualTo(rows);
        assertThat(tally.published()).isEqualTo(plain.published().size());
        assertThat(tally.duplicates()).isEqualTo(plain.duplicates());
        assertThat(tally.reasons()).isEqualTo(plain.reasons());
    }

    private static List<String> quarantine(Map<Integer, RowFault> quarantined) {
        List<String> lines = new ArrayList<>();
        quarantined.forEach((index, fault) -> lines.add("{\"file\":\"key\",\"line\":" + index + ",\"offset\":" + index
                + ",\"reason\":\"" + fault.reason() + "\",\"text\":\""
                + Base64.getEncoder().encodeToString(BarRow.text(index)) + "\"}"));
        return lines;
    }

    private record Outcome(
            List<String> published,
            List<String> quarantine,
            AdmissionTally tally,
            @Nullable FilePosition unsorted) {}

    private static Outcome admit(List<BarRow> rows, Dataset dataset, Random random, boolean sorted) throws IOException {
        Path quarantine = directory.resolve("quarantine.ndjson.gz");
        Files.deleteIfExists(quarantine);
        AdmissionRequest request = AdmissionRequest.of(Path.of("rows"), dataset, BarFile.SESSION, quarantine)
                .withKey("key")
                .withLimits(LENIENT)
                .withSpill(directory.resolve("spill"));
        RowIngestor ingestor = new RowIngestor(rows, BarFile.cuts(random));
        AdmittedStream.Sizes sizes = sizes(random);
        List<String> published = new ArrayList<>();
        try (BufferAllocator allocator = new RootAllocator();
                AdmittedStream stream =
                        AdmittedStream.open(ingestor, sorted ? request.inSortedMode() : request, sizes, allocator)) {
            while (stream.advance()) {
                assertThat(stream.batch().getRowCount()).isBetween(1, sizes.batchRows());
                append(stream.batch(), published);
            }
            return new Outcome(published, lines(quarantine), stream.tally(), null);
        } catch (UnsortedFileException e) {
            return new Outcome(List.of(), List.of(), NOTHING, e.position());
        }
    }

    /** Batches of two rows or of all; a few rows or all in memory, merged at once or in many passes. */
    private static AdmittedStream.Sizes sizes(Random random) {
        int[] batchRows = {2, 3, 50, 2048, 10_000};
        int fanIn = 2 + random.nextInt(3);
        SortSpace sort = new SortSpace(fanIn * 1024 * (1 + random.nextInt(16)), 1 + random.nextInt(3), fanIn);
        return new AdmittedStream.Sizes(batchRows[random.nextInt(batchRows.length)], sort);
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

    private static List<String> lines(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
