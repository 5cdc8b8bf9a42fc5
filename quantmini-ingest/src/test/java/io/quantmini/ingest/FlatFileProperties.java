package io.quantmini.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.admission.AdmissionRequest;
import io.quantmini.admission.AdmissionTally;
import io.quantmini.admission.GzipFiles;
import io.quantmini.market.Dataset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class FlatFileProperties {
    private static Path directory = Path.of("");

    @BeforeContainer
    static void makeDirectory() throws IOException {
        directory = Files.createTempDirectory("flat-files");
    }

    @AfterContainer
    static void deleteDirectory() throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    @Property(tries = 200)
    void a_valid_file_gives_its_rows_however_it_is_written(@ForAll long seed) {
        Random random = new Random(seed);
        FlatFile expected = FlatFile.random(random);
        Path file = expected.write(directory.resolve("valid.csv.gz"), random);
        Admitted admitted = admit(file, 1 + random.nextInt(20), false);
        assertThat(admitted.error()).isNull();
        assertThat(admitted.rows()).isEqualTo(expected.rows());
        assertThat(admitted.quarantine()).isEmpty();
        assertThat(admitted.tally().blank()).isEqualTo(expected.blank());
        assertThat(admitted.tally().read()).isEqualTo(expected.rows().size() + (long) expected.blank());
    }

    @Property(tries = 400)
    void a_damaged_file_is_accounted_for_to_the_last_row_in_any_batch_size_and_mode(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] text = FlatFile.random(random).text().getBytes(StandardCharsets.UTF_8);
        for (int damages = 1 + random.nextInt(4); damages > 0; damages--) {
            text = damage(text, random);
        }
        Path file = FlatFile.write(directory.resolve("damaged.csv.gz"), GzipFiles.member(text));
        Admitted small = admit(file, 1 + random.nextInt(3), false);
        Admitted large = admit(file, 1000, false);
        Admitted sorted = admit(file, 1 + random.nextInt(3), true);
        assertThat(large.fault()).isEqualTo(small.fault());
        assertThat(large.rows()).isEqualTo(small.rows()).isEqualTo(sorted.rows());
        assertThat(large.quarantine()).isEqualTo(small.quarantine()).isEqualTo(sorted.quarantine());
        if (small.isAccepted()) {
            assertSame(small.tally(), large.tally());
            assertSame(small.tally(), sorted.tally());
            assertThat(small.rows()).hasSize((int) small.tally().published());
            assertThat(small.quarantine()).hasSize((int) small.tally().quarantined());
        }
    }

    @Property(tries = 300)
    void a_damaged_gzip_is_rejected_or_right(@ForAll long seed) {
        Random random = new Random(seed);
        FlatFile flat = FlatFile.random(random);
        byte[] gzip = GzipFiles.member(flat.text().getBytes(StandardCharsets.UTF_8));
        byte[] damaged = damage(gzip, random);
        Admitted admitted = admit(FlatFile.write(directory.resolve("gzip.csv.gz"), damaged), 5, false);
        if (admitted.isAccepted()) {
            assertThat(admitted.rows()).isEqualTo(flat.rows());
        }
    }

    private static void assertSame(AdmissionTally a, AdmissionTally b) {
        assertThat(a.read()).isEqualTo(b.read());
        assertThat(a.published()).isEqualTo(b.published());
        assertThat(a.duplicates()).isEqualTo(b.duplicates());
        assertThat(a.blank()).isEqualTo(b.blank());
        assertThat(a.reasons()).isEqualTo(b.reasons());
    }

    /** Flips, deletes, inserts, repeats or splices bytes. */
    private static byte[] damage(byte[] bytes, Random random) {
        byte[] odd = {0, ',', '"', '\n', '\r', ' ', '+', '-', '.', 'e', '9', (byte) 0xff, (byte) 0xc3, 'N'};
        int at = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, at + random.nextInt(60));
        byte[] head = Arrays.copyOf(bytes, at);
        byte[] tail = Arrays.copyOfRange(bytes, to, bytes.length);
        byte[] piece = Arrays.copyOfRange(bytes, at, to);
        return switch (random.nextInt(5)) {
            case 0 -> GzipFiles.concat(head, tail);
            case 1 -> GzipFiles.concat(head, piece, piece, tail);
            case 2 -> GzipFiles.concat(head, new byte[] {odd[random.nextInt(odd.length)]}, piece, tail);
            case 3 -> {
                byte[] flipped = bytes.clone();
                flipped[Math.min(at, bytes.length - 1)] ^= (byte) (1 << random.nextInt(8));
                yield flipped;
            }
            default -> GzipFiles.concat(piece, head, tail);
        };
    }

    private static Admitted admit(Path file, int batchRows, boolean sorted) {
        try {
            Path quarantine = directory.resolve("quarantine.ndjson.gz");
            Files.deleteIfExists(quarantine);
            AdmissionRequest request =
                    AdmissionRequest.of(file, Dataset.STOCKS_MINUTE, LocalDate.of(2023, 11, 14), quarantine);
            return admit(sorted ? request.inSortedMode() : request, batchRows);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** By the plain ingestor; every other one must do the same. */
    private static Admitted admit(AdmissionRequest request, int batchRows) throws IOException {
        Admitted plain = Admitted.run(new PlainIngestor(batchRows), request);
        for (FastIngestor fast : FastIngestor.values()) {
            Files.deleteIfExists(request.quarantine());
            plain.assertSame(fast.name(), Admitted.run(fast.create(batchRows), request));
        }
        return plain;
    }
}
