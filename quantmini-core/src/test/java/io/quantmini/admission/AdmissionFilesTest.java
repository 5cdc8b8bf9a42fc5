package io.quantmini.admission;

import static io.quantmini.admission.TextAdmission.GOOD;
import static io.quantmini.admission.TextAdmission.NOON;
import static io.quantmini.admission.TextAdmission.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.ResourceLimitException;
import io.quantmini.admission.TextAdmission.Run;
import io.quantmini.market.Dataset;
import io.quantmini.stage.IngestLimits;
import io.quantmini.stage.Ingestor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a whole file, and what is told of it. */
class AdmissionFilesTest {
    @TempDir
    Path directory;

    private final BufferAllocator allocator = new RootAllocator(1 << 30);
    private TextAdmission text;

    @BeforeEach
    void open() {
        text = new TextAdmission(directory, allocator, 2);
    }

    @AfterEach
    void all_memory_is_given_back() {
        allocator.close();
    }

    @Test
    void a_limit_too_small_to_open_leaves_nothing_allocated() {
        try (BufferAllocator small = allocator.newChildAllocator("small", 0, 1 << 20)) {
            Path file = text.file("A" + GOOD + NOON);
            assertThatThrownBy(
                            () -> Admission.open(text.ingestor(), at(file, text.request(Dataset.STOCKS_MINUTE)), small))
                    .isInstanceOf(ResourceLimitException.class);
            assertThat(small.getAllocatedMemory()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"10, 100, true", "11, 100, false", "11, 11000, true", "12, 11000, false"})
    void more_malformed_rows_than_allowed_reject_the_file(int bad, int all, boolean accepted) {
        assertOutcome("short", bad, all, accepted ? null : FileFault.TOO_MANY_MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({"10, 100, true", "11, 100, false", "50, 1000, true", "51, 1000, false"})
    void more_rows_against_the_rules_than_allowed_reject_the_file(int bad, int all, boolean accepted) {
        assertOutcome("X 1 1 1 1 -1 1 " + NOON, bad, all, accepted ? null : FileFault.TOO_MANY_MARKET_FAULTS);
    }

    @Test
    void a_rejected_file_leaves_no_quarantine_and_tells_what_it_had_counted() {
        IngestLimits strict = new IngestLimits(1 << 20, 1, 1000, 0, 0, 0);
        AdmissionRequest request = at(text.file("A" + GOOD + NOON, "short"), text.request(Dataset.STOCKS_MINUTE))
                .withLimits(strict);
        try (AdmittedStream stream = Admission.open(new TextIngestor(2), request, allocator)) {
            assertThatThrownBy(stream::advance)
                    .isInstanceOfSatisfying(
                            IngestException.class, e -> assertThat(e.fault()).isEqualTo(FileFault.TOO_MANY_MALFORMED))
                    .hasMessageContaining("1 of 2 do not parse");
            assertThat(stream.tally().read()).isEqualTo(2);
            assertThat(stream.tally().quarantined()).isEqualTo(1);
            assertThatThrownBy(stream::advance).isInstanceOf(IllegalStateException.class);
        }
        assertThat(directory.toFile().list()).hasSize(1);
    }

    @Test
    void quarantine_lines_are_in_file_order_and_the_same_bytes_each_time() throws IOException {
        String[] rows = {"short", "A 1 1 1 1 -1 1 " + NOON, "short too", "B 1 1 1 1 1 1 0", "C" + GOOD + NOON};
        AdmissionRequest request = text.request(Dataset.STOCKS_MINUTE).withKey("a \"key\"");
        Run run = text.run(new TextIngestor(1), text.file(rows), request);
        byte[] bytes = Files.readAllBytes(request.quarantine());
        Run sorted = text.run(new TextIngestor(3), text.file(rows), request.inSortedMode());
        assertThat(run.lines()).containsExactly(1, 2, 3, 4);
        assertThat(run.quarantine().get(0))
                .isEqualTo("{\"file\":\"a \\\"key\\\"\",\"line\":1,\"offset\":0,\"reason\":\"wrong_column_count\","
                        + "\"text\":\"c2hvcnQ=\"}");
        assertThat(sorted.quarantine()).isEqualTo(run.quarantine());
        assertThat(Files.readAllBytes(request.quarantine())).isEqualTo(bytes);
    }

    @Test
    void an_empty_file_is_accepted_with_a_finding() {
        Run run = text.admit(Dataset.STOCKS_MINUTE);
        assertThat(run.rows()).isEmpty();
        assertThat(run.tally().findings()).containsExactly(FileFinding.NO_ROWS);
    }

    @Test
    void an_ingestor_that_loses_rows_is_found_out() {
        Ingestor careless = (request, memory) -> new TallyOverride(new TextIngestor(2).open(request, memory), 3);
        Path file = text.file("A" + GOOD + NOON, "B" + GOOD + NOON);
        assertThatThrownBy(() -> text.run(careless, file, text.request(Dataset.STOCKS_MINUTE)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected 3")
                .hasMessageContaining("got 2");
    }

    private void assertOutcome(String row, int bad, int all, @Nullable FileFault fault) {
        text = text.inBatchesOf(5000);
        String[] rows = new String[all];
        Arrays.setAll(rows, i -> i < bad ? row : "T" + (100_000 + i) + GOOD + NOON);
        if (fault == null) {
            assertThat(text.admit(Dataset.STOCKS_MINUTE, rows).tally().published())
                    .isEqualTo(all - bad);
        } else {
            assertThatThrownBy(() -> text.admit(Dataset.STOCKS_MINUTE, rows))
                    .isInstanceOfSatisfying(
                            IngestException.class, e -> assertThat(e.fault()).isEqualTo(fault));
        }
    }
}
