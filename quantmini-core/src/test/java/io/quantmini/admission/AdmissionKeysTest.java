package io.quantmini.admission;

import static io.quantmini.admission.TextAdmission.GOOD;
import static io.quantmini.admission.TextAdmission.MINUTE;
import static io.quantmini.admission.TextAdmission.NOON;
import static io.quantmini.admission.TextAdmission.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.ResourceLimitException;
import io.quantmini.admission.TextAdmission.Run;
import io.quantmini.market.Dataset;
import io.quantmini.stage.RowFault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several rows of one key, and keys out of order. */
class AdmissionKeysTest {
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

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void exact_repetitions_collapse_across_batches(int rows) {
        text = text.inBatchesOf(rows);
        String a = "A" + GOOD + NOON;
        Run run = text.admit(Dataset.STOCKS_MINUTE, a, a, "A 10.0 11.0 9.0 10.50 1e2 5 " + NOON, a, "B" + GOOD + NOON);
        assertThat(run.tickers()).containsExactly("A", "B");
        assertThat(run.tally().duplicates()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void all_rows_of_a_key_in_conflict_are_quarantined_repetitions_too(int rows) {
        text = text.inBatchesOf(rows);
        String a = "M" + GOOD + NOON;
        String other = "M 10 11 9 10.5 101 5 " + NOON;
        String broken = "M 10 11 9 10.5 -1 5 " + NOON;
        Run run = text.admit(
                Dataset.STOCKS_MINUTE, "A" + GOOD + NOON, a, a, broken, other, a, "short", "Z" + GOOD + NOON);
        assertThat(run.tickers()).containsExactly("A", "Z");
        assertThat(run.tally().duplicates()).isZero();
        assertThat(run.tally().reasons())
                .isEqualTo(Map.of(
                        RowFault.WRONG_COLUMN_COUNT, 1L,
                        RowFault.NEGATIVE_VOLUME, 1L,
                        RowFault.CONFLICTING_ROWS, 4L));
        assertThat(run.lines()).containsExactly(2, 3, 4, 5, 6, 7);
    }

    @Test
    void a_conflict_in_the_last_key_publishes_nothing_of_it() {
        Run run =
                text.admit(Dataset.STOCKS_MINUTE, "A" + GOOD + NOON, "B" + GOOD + NOON, "B 10 11 9 10.5 101 5 " + NOON);
        assertThat(run.tickers()).containsExactly("A");
        assertThat(run.lines()).containsExactly(2, 3);
    }

    @Test
    void the_first_row_out_of_order_asks_for_sorted_mode_and_leaves_nothing_behind() {
        Path file = text.file("B" + GOOD + NOON, "short", "A" + GOOD + NOON);
        AdmissionRequest request = text.request(Dataset.STOCKS_MINUTE);
        assertThatThrownBy(() -> text.run(text.ingestor(), file, request))
                .isInstanceOfSatisfying(
                        UnsortedFileException.class,
                        e -> assertThat(e.position())
                                .isEqualTo(new FilePosition(
                                        file.toString(), 3, ("B" + GOOD + NOON + "\nshort\n").length())));
        assertThat(directory).isDirectoryContaining(file::equals);
        assertThat(directory.toFile().list()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void sorted_mode_gives_what_the_sorted_file_gives(int rows) {
        text = text.inBatchesOf(rows);
        List<String> sorted = List.of(
                "A" + GOOD + NOON,
                "A" + GOOD + NOON,
                "AA" + GOOD + NOON,
                "B" + GOOD + (NOON - MINUTE),
                "B" + GOOD + NOON,
                "B 10 11 9 10.5 7 5 " + NOON,
                "BCpC" + GOOD + NOON,
                "BZ" + GOOD + NOON,
                "a" + GOOD + NOON);
        Run filed = text.run(
                new TextIngestor(rows), text.file(sorted.toArray(String[]::new)), text.request(Dataset.STOCKS_MINUTE));
        List<String> mixed = IntStream.range(0, sorted.size())
                .mapToObj(i -> sorted.get(i * 4 % sorted.size()))
                .toList();
        Run resorted = text.run(
                new TextIngestor(rows),
                text.file(mixed.toArray(String[]::new)),
                text.request(Dataset.STOCKS_MINUTE).inSortedMode());
        assertThat(resorted.rows()).isEqualTo(filed.rows());
        assertThat(resorted.tickers()).containsExactly("A", "AA", "B", "BCpC", "BZ", "a");
        assertThat(resorted.tally().reasons()).isEqualTo(filed.tally().reasons());
        assertThat(resorted.tally().duplicates()).isEqualTo(1);
        assertThat(resorted.tally().findings()).containsExactly(FileFinding.UNSORTED);
    }

    @Test
    void sorted_mode_beyond_the_memory_limit_says_what_to_raise() {
        text = text.inBatchesOf(1000);
        String[] rows = IntStream.range(0, 20_000)
                .mapToObj(i -> "T" + (100_000 - i) + GOOD + NOON)
                .toArray(String[]::new);
        Path file = text.file(rows);
        try (BufferAllocator small = allocator.newChildAllocator("small", 0, 1 << 20)) {
            assertThatThrownBy(() -> {
                        try (AdmittedStream stream = AdmittedStream.open(
                                text.ingestor(),
                                at(file, text.request(Dataset.STOCKS_MINUTE).inSortedMode()),
                                1000,
                                small)) {
                            stream.advance();
                        }
                    })
                    .isInstanceOf(ResourceLimitException.class)
                    .hasMessageContaining("MAX_MEMORY_GB");
        }
    }
}
