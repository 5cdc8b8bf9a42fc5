package io.quantmini.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.quantmini.admission.AdmissionRequest;
import io.quantmini.stage.IngestRequest;
import io.quantmini.stage.Ingestor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files: every fast ingestor gives the rows, the quarantine file, the tally or the refusal that the plain one gives, bit
 * for bit. {@code -Dquantmini.mutants=10000} for the long run, {@code -Dquantmini.mutants.seed=…} for others,
 * {@code -Dquantmini.mutants.first=…} to start at one that failed.
 */
class MutantFilesTest {
    private static final int MUTANTS = Integer.getInteger("quantmini.mutants", 1_000);
    private static final int FIRST = Integer.getInteger("quantmini.mutants.first", 0);
    private static final long SEED = Long.getLong("quantmini.mutants.seed", 20_250_102);

    /** No measure of speed: a batch that takes as long hangs. */
    private static final Duration HANGS = Duration.ofMinutes(3);

    private static final int BATCH = 100;

    @TempDir
    Path directory;

    private Path file = Path.of("");
    private Path quarantine = Path.of("");
    private volatile int current;

    @BeforeEach
    void makeRoom() throws IOException {
        file = directory.resolve("mutant.csv.gz");
        quarantine = Files.createDirectory(directory.resolve("quarantine")).resolve("rows.ndjson.gz");
    }

    @Test
    void a_damaged_file_ends_as_it_does_with_the_plain_ingestor() {
        Map<Ending, Integer> endings = new EnumMap<>(Ending.class);
        for (int from = FIRST; from < FIRST + MUTANTS; from += BATCH) {
            int first = from;
            int end = Math.min(from + BATCH, FIRST + MUTANTS);
            assertTimeoutPreemptively(HANGS, () -> compare(first, end, endings), () -> "hangs: " + name(current));
        }
        assertThat(endings.keySet())
                .as("what became of " + MUTANTS + " mutants")
                .containsExactly(Ending.values());
    }

    private enum Ending {
        ACCEPTED,
        ACCEPTED_SORTED,
        REFUSED
    }

    private void compare(int from, int to, Map<Ending, Integer> endings) throws IOException {
        for (current = from; current < to; current++) {
            Mutant mutant = Mutant.of(SEED, current);
            Files.write(file, mutant.gzip());
            endings.merge(compare(mutant), 1, Integer::sum);
        }
    }

    private Ending compare(Mutant mutant) {
        AdmissionRequest request = mutant.request(file, quarantine);
        Outcome plain = outcome("PLAIN", mutant, new PlainIngestor(mutant.batchRows()), request);
        for (FastIngestor fast : FastIngestor.values()) {
            Outcome other = outcome(fast.name(), mutant, fast.create(mutant.batchRows()), request);
            String difference = plain.difference(other, mutant.soundGzip());
            if (difference != null) {
                throw new AssertionError(fast + " differs, " + describe(mutant) + "\n" + difference);
            }
        }
        compareCandidates(mutant);
        if (!plain.isAccepted()) {
            return Ending.REFUSED;
        }
        return plain.unsorted() == null ? Ending.ACCEPTED : Ending.ACCEPTED_SORTED;
    }

    /** Admission asks for the text of bad rows only; so ask for that of all. */
    private void compareCandidates(Mutant mutant) {
        IngestRequest request =
                new IngestRequest(file, mutant.dataset(), SeedFile.SESSION, mutant.limits(), (row, fault) -> {});
        Candidates plain = Candidates.of(new PlainIngestor(mutant.batchRows()), request);
        for (FastIngestor fast : FastIngestor.values()) {
            String difference =
                    plain.difference(Candidates.of(fast.create(mutant.batchRows()), request), mutant.soundGzip());
            if (difference != null) {
                throw new AssertionError(fast + " differs, " + describe(mutant) + "\n" + difference);
            }
        }
    }

    private Outcome outcome(String name, Mutant mutant, Ingestor ingestor, AdmissionRequest request) {
        try {
            return Outcome.of(ingestor, request);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(name + " fails, " + describe(mutant), e);
        }
    }

    private String describe(Mutant mutant) {
        byte[] gzip = mutant.gzip();
        String bytes = gzip.length > 8_000
                ? gzip.length + " bytes"
                : Base64.getEncoder().encodeToString(gzip);
        return name(current) + "\n" + mutant.dataset().name() + ", " + mutant.batchRows() + " rows a batch: "
                + String.join(", ", mutant.story()) + "\ngzip in base64: " + bytes;
    }

    private static String name(int number) {
        return "mutant " + number + ": -Dquantmini.mutants.seed=" + SEED + " -Dquantmini.mutants.first=" + number
                + " -Dquantmini.mutants=1";
    }
}
